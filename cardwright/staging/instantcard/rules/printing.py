"""When a submitted print job is printed (page: notes of "Submit a Print Job" and of the checkout).

"Print Jobs submitted before 4PM EST are printed and shipped same day." Of later ones the page
says nothing: they are printed the next day. It excepts no day, so every day counts.
"""

from datetime import datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

CUT_OFF: Final = time(16)
"""In the printer's time zone."""
EASTERN_STANDARD_TIME: Final = timezone(timedelta(hours=-5), "EST")


def printed_at(submitted_at: datetime) -> datetime:
    """The first cut-off after a job was submitted: everything of a day is printed by then.

    Takes and answers aware datetimes; the answer is in the printer's time zone.
    """
    local = submitted_at.astimezone(printer_zone())
    day = local.date() if local.time() < CUT_OFF else local.date() + timedelta(days=1)
    return datetime.combine(day, CUT_OFF, local.tzinfo)


@cache
def printer_zone() -> tzinfo:
    """The clock on the printer's wall, which people call EST in summer too.

    Where the machine has no time zone data, it is what the page says to the letter: UTC-5 all
    year, so that a summer's cut-off is an hour later.
    """
    try:
        return ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        return EASTERN_STANDARD_TIME
