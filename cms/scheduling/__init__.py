"""Work done by the clock: due publications, periodic jobs, retries, the worker process."""
