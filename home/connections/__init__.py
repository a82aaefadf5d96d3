"""How a thing is connected with others: acts, instruments, clusters, organisations, regions."""
