"""The portal of technology platforms."""
