"""What is kept, and the only place with SQL: one module per kind of thing, records in and out.

Every function takes the connection of a transaction that its caller has opened.
"""
