"""Pages of lists (parameters ``page`` and ``page_size`` of every list on the page)."""

from typing import Final

from cardwright.staging.instantcard.params import Params
from cardwright.staging.instantcard.storage.paging import Page

DEFAULT_PAGE_SIZE: Final = 25
MAX_PAGE_SIZE: Final = 100
LAST_PAGE: Final = 10**15
"""Any later page is as empty as this one, and this one's offset still fits SQLite's integers."""


def read_page(params: Params) -> Page:
    """The page that is asked for: pages count from 1; a page beyond the end is empty.

    Refused when either parameter is no whole number of 1 or more, or a page is over the maximum
    size.
    """
    number = params.integer("page", least=1, most=10**255)
    size = params.integer("page_size", least=1, most=MAX_PAGE_SIZE)
    return Page(min(number or 1, LAST_PAGE), size or DEFAULT_PAGE_SIZE)
