"""Who may open and do what: every address × every role, against a declared table."""
