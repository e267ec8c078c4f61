"""What the clients cost, beside their peers. `make bench` runs it; see README.md."""
