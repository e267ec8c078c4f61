"""Staging's time, which can be moved and stopped."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Final

from cardwright.staging.clock import Clock, timestamp
from cardwright.staging.controls.fields import ControlError, Fields
from cardwright.staging.http import Json

EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2999, 12, 31, tzinfo=UTC)
LONGEST_STEP: Final = (LATEST - EARLIEST).total_seconds()


class ControlledClock:
    """A `Clock` that shows another one's time until it is moved.

    Once moved it goes on from there as fast as the other; frozen, it stands. It can be moved from
    any thread. Moments are aware datetimes from `EARLIEST` to `LATEST`; any other raises
    `ControlError`.
    """

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._turn = threading.Lock()
        self._offset = timedelta()
        self._stands_at: datetime | None = None

    def __call__(self) -> datetime:
        stands_at = self._stands_at
        return self._base() + self._offset if stands_at is None else stands_at

    @property
    def frozen(self) -> bool:
        """Whether it stands."""
        return self._stands_at is not None

    @property
    def offset(self) -> timedelta:
        """How far it is ahead of the other clock; where it stands, how far it was."""
        return self._offset

    def move_to(self, moment: datetime) -> None:
        """Show `moment` now."""
        self.change(Fields.of(time=moment.isoformat()))

    def advance(self, seconds: float) -> None:
        """Go forward by `seconds`, or back by negative ones."""
        self.change(Fields.of(advance_seconds=seconds))

    def freeze(self) -> None:
        """Stand still at the present moment."""
        self.change(Fields.of(frozen=True))

    def run(self) -> None:
        """Go on from where it stands."""
        self.change(Fields.of(frozen=False))

    def reset(self) -> None:
        """Show the other clock's time again."""
        with self._turn:
            self._offset, self._stands_at = timedelta(), None

    def change(self, fields: Fields) -> Json:
        """Apply ``time``, then ``advance_seconds``, then ``frozen``: all of them or none."""
        time = fields.text("time")
        step = fields.number("advance_seconds", least=-LONGEST_STEP, most=LONGEST_STEP)
        frozen = fields.flag("frozen")
        fields.finish()
        with self._turn:
            moment = self() if time is None else _parse(time)
            if step is not None:
                name, moment = "advance_seconds", moment + timedelta(seconds=step)
            else:
                name = "time"
            if not EARLIEST <= moment <= LATEST:
                raise ControlError(
                    f"{name} must lead to a moment from {timestamp(EARLIEST)}"
                    f" to {timestamp(LATEST)}"
                )
            stands = self.frozen if frozen is None else frozen
            # The offset is in place before the clock runs, so no thread sees an old time.
            self._offset = moment - self._base()
            self._stands_at = moment if stands else None
        return self.describe()

    def describe(self) -> Json:
        """What it shows and whether it stands."""
        return {"time": timestamp(self()), "frozen": self.frozen}


def _parse(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ControlError(
            "time must be a moment with its offset, like 2026-05-04T15:00:00Z"
        ) from None
