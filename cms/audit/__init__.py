"""The append-only log of decisions: `cms.audit.chain.record` writes, `verification` checks."""
