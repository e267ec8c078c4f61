"""One example for each operation, written once and said in four forms."""
