"""What the pages of the section show, computed apart from storage."""
