"""Electronic examination of competition applications."""
