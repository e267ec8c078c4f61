# Copied from generator/runtime/__init__.py by Cardwright; not to be edited here.
"""What every client carries: transport, authentication, wire forms, paging, errors."""
