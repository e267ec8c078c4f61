"""Thousands of rows against staging that fails, while the issuing process is killed.

    python -m tests.issuing.soak --rows 10000

It ends with 1 unless every row has exactly one card, or is listed with why.
"""
