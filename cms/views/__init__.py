"""Views of the editorial foundation."""
