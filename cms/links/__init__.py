"""The check of links to other sites; never in the way of a page."""
