"""One employee card, from a draft to the printer."""
