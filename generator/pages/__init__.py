"""A vendor's page as facts, and what they say that a spec does not."""
