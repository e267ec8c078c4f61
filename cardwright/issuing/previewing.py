"""Fetching previews, and the contact sheet of them."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cardwright.issuing import sheet
from cardwright.issuing.checking import Candidate
from cardwright.issuing.errors import IssuingError, VendorError
from cardwright.issuing.journal import Entry
from cardwright.issuing.progress import Reporter
from cardwright.issuing.texts import shown
from cardwright.issuing.trouble import Trouble, said
from cardwright.issuing.workers import Stop, each
from instantcard import AsyncInstantCard, ClientError, NotFound

_TRIES: Final = 5
_OURS: Final = re.compile(r"[0-9]+-[0-9a-f]{16}-(front|back)\.(jpg|part)")


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """A contact sheet that was written.

    Attributes:
        pdf: All pages in one file.
        pages: The pages, as pictures.
        shown: How many cards are on it.
    """

    pdf: Path
    pages: tuple[Path, ...]
    shown: int


class Previewing:
    """Makes contact sheets.

    Args:
        api: The client.
        folder: Where they and their pictures go; only its owner can look into it.
        reporter: What tells how far it is.
        concurrency: How many previews are fetched at once.
        stop: Whether to end early.
    """

    def __init__(
        self,
        api: AsyncInstantCard,
        folder: Path,
        reporter: Reporter,
        *,
        concurrency: int,
        stop: Stop,
    ) -> None:
        self._api = api
        self._folder = folder
        self._reporter = reporter
        self._concurrency = concurrency
        self._stop = stop

    async def write(
        self, title: str, drafts: Sequence[tuple[Entry, Candidate]]
    ) -> ContactSheet | None:
        """Fetch the previews of drafts, and write the sheet; nothing if it was stopped.

        A preview that is there from an earlier run is not fetched again.

        Raises:
            VendorError: Previews cannot be fetched.
            IssuingError: The folder cannot be written to.
        """
        pictures = self._folder / "previews"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            pictures.mkdir(mode=0o700, exist_ok=True)
            found = await self._fetch(pictures, drafts)
            if found is None:
                return None
            self._reporter.say("drawing the contact sheet")
            pdf, pages = await asyncio.to_thread(sheet.write, self._folder, title, found)
        except OSError as error:
            raise IssuingError(
                f"{self._folder}: {error.strerror}; name another --contact-sheet"
            ) from None
        return ContactSheet(pdf, tuple(pages), len(found))

    async def _fetch(
        self, folder: Path, drafts: Sequence[tuple[Entry, Candidate]]
    ) -> list[sheet.Pictures] | None:
        trouble = Trouble()
        found: list[sheet.Pictures] = []
        with self._reporter.phase("Previews", len(drafts)) as advance:

            async def work(draft: tuple[Entry, Candidate]) -> None:
                found.append(await self._one(folder, *draft, trouble))
                advance()

            await each(drafts, work, concurrency=self._concurrency, stop=self._stop)
        if len(found) < len(drafts):
            return None
        await asyncio.to_thread(_keep_only, folder, found)
        return sorted(found, key=lambda pictures: pictures.number)

    async def _one(
        self, folder: Path, entry: Entry, row: Candidate, trouble: Trouble
    ) -> sheet.Pictures:
        assert entry.card_id is not None
        name = f"{entry.card_id}-{entry.content.hex()[:16]}"
        front, back = folder / f"{name}-front.jpg", folder / f"{name}-back.jpg"
        if not (front.exists() and back.exists()):
            data = await self._preview(entry.card_id, trouble)
            for path, image in zip((front, back), data, strict=True):
                try:
                    small = await asyncio.to_thread(sheet.thumbnail, image)
                except ValueError as error:
                    raise VendorError(f"card {entry.card_id}: {error}") from None
                partial = path.with_suffix(".part")
                partial.write_bytes(small)
                partial.replace(path)
        warning = shown("; ".join(row.warnings), 200)
        return sheet.Pictures(row.number, row.name, entry.card_id, front, back, warning)

    async def _preview(self, card_id: int, trouble: Trouble) -> tuple[bytes, bytes]:
        for _ in range(_TRIES):
            try:
                preview = await self._api.cards.preview(card_id)
            except NotFound as error:
                raise VendorError(
                    f"card {card_id} is gone from the vendor's: {said(error)}"
                ) from None
            except ClientError as error:
                last = error
                trouble.met(error)
            else:
                trouble.over()
                return preview.front.data, preview.back.data
        raise VendorError(f"card {card_id} has no preview: {said(last)}")


def _keep_only(folder: Path, shown: Sequence[sheet.Pictures]) -> None:
    """Remove the pictures of drafts that have changed since."""
    kept = {path for each_row in shown for path in (each_row.front, each_row.back)}
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path not in kept:
            path.unlink()
