"""The demonstration content: facts as JSON and one module for each step of loading."""
