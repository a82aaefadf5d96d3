"""Clusters or regions side by side: values, ranks, percentiles, location quotients."""
