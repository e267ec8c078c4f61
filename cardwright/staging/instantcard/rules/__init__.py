"""The vendor's rules, one module per subject, each naming the section of the page it is from.

Rules read parameters and records and answer values; they touch no database and no HTTP, and
refuse with `cardwright.staging.http.RefusalError`.
"""
