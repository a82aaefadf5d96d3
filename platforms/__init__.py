"""Technology platforms and their discussions."""
