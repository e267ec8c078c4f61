"""The reference: a page for each operation, made from the specs."""
