"""Edits of InstantCard's page: its errors mended, its addresses and its values changed."""

import re
from collections.abc import Iterator

from .mutations import Expected, Mutation, Page, mutation

_ORGANIZATION = "/organizations/{organization_id}"

#: In the section of an operation, a line that begins so: what to replace in it by what, and what
#: a report has to say.
_MENDED: tuple[tuple[str, str, str, str, str], ...] = (
    ("contacts-under-the-addresses-path", f"GET {_ORGANIZATION}/contacts", "Endpoint", "addresses", "contacts"),
    ("organization-spelled-out", f"GET {_ORGANIZATION}/cards/search", "Endpoint", "20003827", "{organization_id}"),
    ("add-funds-under-another-heading", f"POST {_ORGANIZATION}/add_funds", "Endpoint", r"GET (.*)/print_jobs/\{id\}", r"POST \1/add_funds"),
    ("organization-path-id", f"GET {_ORGANIZATION}", "Endpoint", r"\{id\}", "{organization_id}"),
    ("organization-path-id", f"GET {_ORGANIZATION}/balance", "Endpoint", r"\{id\}", "{organization_id}"),
    ("authorization-in-path", f"POST {_ORGANIZATION}/print_jobs", "Authorization", "path string", "header string"),
    ("zip-code-as-text", f"POST {_ORGANIZATION}/addresses", r"address\[zip_code\]", "integer", "string"),
    ("zip-code-as-text", f"PATCH {_ORGANIZATION}/addresses/{{id}}", r"address\[zip_code\]", "integer", "string"),
    ("zip-code-as-text", f"POST {_ORGANIZATION}/add_funds", "billing_zip_code", "integer", "string"),
    ("contact-id-as-string", f"POST {_ORGANIZATION}/addresses", r"address\[contact_id\]", "string$", "integer"),
    ("card-ids-as-array", f"POST {_ORGANIZATION}/print_jobs", r"print_job\[card_ids\] IDs", "array", "string"),
    ("organization-id-as-string", f"POST {_ORGANIZATION}/print_jobs/{{id}}/add_cards", "organization_id", "string", "integer"),
    ("added-cards-required", f"POST {_ORGANIZATION}/print_jobs/{{id}}/add_cards", r"print_job\[card_ids\]", "IDs", "(Required) IDs"),
    ("path-parameters-not-required", f"DELETE {_ORGANIZATION}/print_jobs/{{id}}/remove_cards/{{card_id}}", "card_id", "Card ID", "(Required) Card ID"),
    ("job-id-named-organization-id", f"PATCH {_ORGANIZATION}/print_jobs/{{id}}", r"organization_id \(Required\) Print", "organization_id", "id"),
    ("url-parameters", f"PATCH {_ORGANIZATION}/contacts/{{id}}", r"contact\[email\]", "URL parameter", "query"),
    ("url-parameters", f"GET {_ORGANIZATION}/print_jobs", "page_size", "URL parameter", "query parameter"),
    ("status-filter-as-integer", f"GET {_ORGANIZATION}/print_jobs", "status job", "integer", "string"),
    ("amount-as-float", f"POST {_ORGANIZATION}/add_funds", "amount", "float", "string"),
    ("expiry-as-integer", f"POST {_ORGANIZATION}/add_funds", "exp_year", "integer", "string"),
    ("cvc-as-integer", f"POST {_ORGANIZATION}/add_funds", "cvc", "integer$", "string"),
    ("not-found-status-missing", f"GET {_ORGANIZATION}/cards", "401", "$", "\n404 Not Found"),
    ("bad-input-status-missing", f"GET {_ORGANIZATION}/print_jobs", "401", "$", "\n400 Bad Request"),
    ("not-implemented-in-prose", f"PATCH {_ORGANIZATION}/addresses/{{id}}", "406", "$", "\n501 Not Implemented"),
    ("channel-field", f"POST {_ORGANIZATION}/add_funds", "cvc", "$", "\nchannel Where it came from body form-data string"),
    ("card-path-ids-unlisted", f"GET {_ORGANIZATION}/cards/{{id}}", "authorization", "^", "id\n(required | include in path) which card\n"),
    ("card-paging-without-location", f"GET {_ORGANIZATION}/cards", "the number of cards", "^", "(include as URL parameter) "),
    ("samples-lost", f"GET {_ORGANIZATION}/cards/{{id}}", "Copy", "^", '{"id": 1, "card_template_id": 2, "organization_id": 3, "data": [{"token": "x", "value": "y"}], "last_submitted_at": null, "last_printed_at": null}\n\n'),
)  # fmt: skip

#: Edits of the errors that do not mend them.
_WORSE: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("type-changed", "address[zip_code]", f"POST {_ORGANIZATION}/addresses", r"address\[zip_code\]", "integer", "float"),
    ("operation-moved", "", f"GET {_ORGANIZATION}/contacts", "Endpoint", "addresses", "people"),
    ("security-changed", "", f"POST {_ORGANIZATION}/print_jobs", "Authorization", "path string", "query string"),
    ("parameter-moved", "contact[email]", f"PATCH {_ORGANIZATION}/contacts/{{id}}", r"contact\[email\]", "URL parameter", "body form-data"),
    ("values-changed", "status", f"GET {_ORGANIZATION}/print_jobs", "status job", r": 1\)", ": 1, Cancelled: 2)"),
    ("values-changed", "status", f"GET {_ORGANIZATION}/print_jobs", "status job", r", Submitted: 1\)", ")"),
    ("values-changed", "status", f"GET {_ORGANIZATION}/print_jobs", "status job", r"Submitted: 1\)", "Submitted: 2)"),
    ("values-changed", "exp_month", f"POST {_ORGANIZATION}/add_funds", "exp_month", "“MM”", "“M”"),
    ("values-changed", "exp_year", f"POST {_ORGANIZATION}/add_funds", "exp_year", "“YYYY”", "“YY”"),
    ("values-changed", "address[primary]", f"POST {_ORGANIZATION}/addresses", r"address\[primary\]", "“false”", "“no”"),
    ("values-changed", "address[primary]", f"PATCH {_ORGANIZATION}/addresses/{{id}}", r"address\[primary\]", "true”", "1”"),
    ("example-field-added", "colour", f"GET {_ORGANIZATION}/cards/{{id}}", "Copy", "^", '{"id": 1, "card_template_id": 2, "organization_id": 3, "colour": "red", "data": [], "last_submitted_at": null, "last_printed_at": null}\n'),
    ("example-field-removed", "data", f"GET {_ORGANIZATION}/cards/{{id}}", "Copy", "^", '{"id": 1, "card_template_id": 2, "organization_id": 3, "last_submitted_at": null, "last_printed_at": null}\n'),
)  # fmt: skip


def corrections(page: Page) -> Iterator[Mutation]:
    """The page with one of its known errors mended, or made another one."""
    for erratum, operation, begin, old, new in _MENDED:
        text = _line_edited(page, operation, begin, old, new)
        said: list[Expected] = [("erratum-obsolete", operation, erratum)]
        yield mutation("erratum-obsolete", f"{erratum} in {operation}", text, *said)
    for kind, name, operation, begin, old, new in _WORSE:
        text = _line_edited(page, operation, begin, old, new)
        said = [(kind, operation, name or None)]
        if kind.startswith("example"):
            said.append(("erratum-obsolete", operation, "samples-lost"))
        yield mutation(kind, f"{operation} {name} {new[:12]}", text, *said)
    text = "\n".join(page.lines)
    for old, new in (
        ("https://core.", "https://cards."),
        ("https://staging.core.", "https://test.core."),
        ("https://core.instantcard.net/api/v2/", "https://core.instantcard.net/api/v3/"),
        ("https://core.instantcard.net/api/v2/", "https://core.instantcard.net/rest/"),
    ):
        yield mutation(
            "server-changed", new, text.replace(old, new), ("server-changed", None, None)
        )


def _line_edited(page: Page, operation: str, begin: str, old: str, new: str) -> str:
    section = next(each for each in page.sections() if each.operation == operation)
    for number in range(section.heading, section.end):
        line = page.lines[number]
        if re.match(begin, line):
            edited = re.sub(old, new, line, count=1)
            assert edited != line, (operation, line)
            return page.edited(number, edited)
    raise AssertionError(f"{operation} has no line that begins {begin!r}")
