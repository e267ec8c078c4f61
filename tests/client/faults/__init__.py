"""Every operation of both clients meets every fault; the vendor's own tables say what happened.

    python -m tests.client.faults

`catalogue` has the faults: what staging's controls and the `proxy` in front of it can do. The
operations and their effects come from the specs (`operations`), their arguments from one table
(`objects`). `bench` is a staging with its proxy, brought back to the same state before each cell,
and `cells` plays one operation against one fault and judges it by what the tables hold afterwards.
`storm` has a hundred callers meet an expired token, `report` makes the figures and the table, and
`sabotage` has clients with flaws that all this must find.
"""
