"""The operations, one module per section of the page, one function per operation.

Each reads its request, applies the rules and keeps the outcome, in one transaction as far as it
writes. Nothing slow (pictures, password hashes) happens while a transaction is open.
"""
