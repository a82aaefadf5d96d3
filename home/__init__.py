"""Front pages, news, events, navigation and the demonstration content."""
