"""What pages of discussions show."""
