"""How a library item is described: citation, metadata for machines, what its page shows.

The modules take items and know no models, so that the models may use them.
"""
