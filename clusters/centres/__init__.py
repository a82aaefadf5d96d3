"""Cluster development centres of the regions."""
