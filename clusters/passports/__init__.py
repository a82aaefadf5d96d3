"""What the passport of a cluster shows and gives away."""
