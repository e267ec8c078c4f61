"""Contract tests: what a spec says, held against a server. `suite.examine` is the way in."""
