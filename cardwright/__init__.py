"""Typed clients for card-printing and card-issuing APIs, and a local staging to prove them on."""
