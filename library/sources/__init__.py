"""What the library tells the catalogue, one kind a file."""
