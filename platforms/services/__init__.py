"""What changes platforms."""
