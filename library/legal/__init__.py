"""What is known of legal acts apart from how they are stored: numbers, provisions, force."""
