"""The moderation desk: one table of whatever awaits a person's decision."""
