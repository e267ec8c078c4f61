"""What changes for users between two states of the specs."""
