"""Whether staging holds up: many clients at once, `kill -9` in the middle of writes, its start.

``python -m tests.soak load|kill|start``; ``--help`` says what can be chosen. Each run starts
staging as a process of its own, prints its figures, and ends with 1 if staging did not hold.

Everything that is written is noted in a `journal` and compared with what is read back
(`readback`). `file_checks` looks into the database file for what no answer shows. `operations`
has what clients do, `load`, `kill` and `start` are the runs, `sabotage` breaks staging on
purpose, so that the tests can tell that the runs would notice.
"""
