"""Legal acts and the digital library."""
