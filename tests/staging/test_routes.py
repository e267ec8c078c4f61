"""Paths and methods: what is answered, and how everything else is refused."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging.gate import canonical_path
from cardwright.staging.instantcard.routes import ROUTES

from .support import OF, OPERATIONS, Api, path

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
PATHS = sorted({template for _, template in OPERATIONS})


def test_the_operations_are_the_pages() -> None:
    served = {
        (method, template.replace("/organizations/{organization_id}", "{of}"))
        for template, entries in ROUTES.items()
        for method in entries
    }
    assert len(OPERATIONS) == 37
    assert served == set(OPERATIONS)


@pytest.mark.parametrize("template", PATHS)
def test_other_methods_are_405_with_all_that_are_allowed(asking: Api, template: str) -> None:
    allowed = {method for method, each in OPERATIONS if each == template}
    if "GET" in allowed:
        allowed.add("HEAD")
    for method in METHODS - allowed - {"HEAD"}:
        answer = asking.send(method, path(template))
        assert answer.status_code == 405
        assert answer.headers["Allow"] == ", ".join(sorted(allowed))
        assert method in answer.json()["error"]


@pytest.mark.parametrize(
    "unknown",
    ["/nothing", OF + "/nothing", "/organizations", OF + "/cards/1/2", "/../api/v2", "/%00"],
)
def test_unknown_paths_are_404(asking: Api, unknown: str) -> None:
    asking.refused(404, "no such path", "GET", unknown)


@pytest.mark.parametrize("unknown", ["/", "/api", "/api/v1/authenticate", "/api/v20"])
def test_paths_of_no_vendor_are_404(asking: Api, unknown: str) -> None:
    root = httpx.URL(asking.environment["INSTANTCARD_BASE_URL"]).copy_with(path=unknown)
    asking.refused(404, "no such path", "GET", str(root))


def test_slashes_are_as_rails_takes_them(asking: Api) -> None:
    assert asking("GET", OF + "/balance/") == asking("GET", OF + "//balance")


@given(st.text(alphabet="/ab", max_size=20))
def test_canonical_path(text: str) -> None:
    canonical = canonical_path("/" + text)
    assert canonical_path(canonical) == canonical
    assert [part for part in canonical.split("/") if part] == [p for p in text.split("/") if p]


def test_head_is_get_without_a_body(asking: Api) -> None:
    answer = asking.http.head(OF + "/balance")
    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["content-length"]) > 0


WITH_ID = [(method, each) for method, each in OPERATIONS if "{id}" in each]


@pytest.mark.parametrize(("method", "template"), WITH_ID)
@pytest.mark.parametrize(
    "wanted", [1, 0, -1, "abc", "1.5", "9" * 19, "9" * 400, "%D9%A1", "1%20", "3145927x"]
)
def test_unknown_ids_are_404(asking: Api, method: str, template: str, wanted: object) -> None:
    asking.refused(404, "was not found", method, path(template, id=wanted))


def test_unknown_card_of_a_print_job_is_404(api: Api) -> None:
    job = api.job(api.card())
    for wanted in ("1", "abc", "9" * 30):
        api.refused(404, "card", "DELETE", f"print_jobs/{job}/remove_cards/{wanted}")
