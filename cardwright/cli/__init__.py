"""`cardwright`, the command line: every operation of both clients as a command (extra `cli`)."""
