"""The map of clusters: a table of clusters, and a picture drawn from the same rows."""
