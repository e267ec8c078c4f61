"""How costs grow: each `curves` measures the curves of one thing that grows."""
