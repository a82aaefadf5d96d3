"""Letters: composed, queued with the business transaction, sent once, and logged by recipient."""
