"""Support instruments: states by day, legal basis and its changes, the finder, the calendar."""
