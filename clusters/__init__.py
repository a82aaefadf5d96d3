"""Cluster passports, map, support instruments, development centres."""
