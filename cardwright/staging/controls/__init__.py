"""Controls: what a test or a person does to staging itself, below ``/_staging``.

`panel.Controls` has them as methods, `api` as JSON over HTTP; both go the same way. `guard` says
who may use them. `watch` stands around the gate: it notes the calls (`calls`, with their secrets
blotted out by `blots`) and brings the armed `faults` upon them (`effects`, through an `exchange`
and its `connection`). The rest is one control each: `clock`, `accounts`, `planting`.
"""
