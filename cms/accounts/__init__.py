"""Accounts of persons: sign-up, sign-in, letters, second factor, consents, personal data."""
