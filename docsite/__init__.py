"""The documentation site: pages from the specs and the clients, beside the guides of ``docs/``."""
