"""A PDF of pictures, a page each, written as they come: thousands of pages take no memory."""

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

_CATALOG: Final = 1
_PAGES: Final = 2


class PdfWriter:
    """Writes a PDF file. A context manager: the file is whole, and in its place, at its end.

    Args:
        path: The file.
        width: Of a page, in points (1/72 inch).
        height: Of a page, in points.
    """

    def __init__(self, path: Path, width: float, height: float) -> None:
        self._path = path
        self._partial = path.with_name(f".{path.name}.part")
        self._size = f"{width:.2f} {height:.2f}"
        self._content = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q".encode()
        self._offsets: dict[int, int] = {}
        self._pages: list[int] = []
        self._stream: BinaryIO = self._partial.open("wb")
        # The bytes tell programs that the file is not text.
        self._stream.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._end()
        finally:
            self._stream.close()
        if kind is None:
            self._partial.replace(self._path)
        else:
            self._partial.unlink(missing_ok=True)

    def add(self, jpeg: bytes, width: int, height: int) -> None:
        """Add a page.

        Args:
            jpeg: The picture, in RGB.
            width: Its width in pixels.
            height: Its height in pixels.
        """
        page = _PAGES + 1 + 3 * len(self._pages)
        self._pages.append(page)
        self._object(
            page,
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {self._size}] /Contents"
            f" {page + 1} 0 R /Resources << /XObject << /P {page + 2} 0 R >> >> >>",
        )
        self._object(page + 1, f"<< /Length {len(self._content)} >>", self._content)
        self._object(
            page + 2,
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace"
            f" /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length {len(jpeg)} >>",
            jpeg,
        )

    def _object(self, number: int, dictionary: str, stream: bytes | None = None) -> None:
        self._offsets[number] = self._stream.tell()
        self._stream.write(f"{number} 0 obj\n{dictionary}\n".encode())
        if stream is not None:
            self._stream.write(b"stream\n" + stream + b"\nendstream\n")
        self._stream.write(b"endobj\n")

    def _end(self) -> None:
        kids = " ".join(f"{each} 0 R" for each in self._pages)
        self._object(_CATALOG, f"<< /Type /Catalog /Pages {_PAGES} 0 R >>")
        self._object(_PAGES, f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>")
        begin = self._stream.tell()
        lines = [f"{self._offsets[each]:010} 00000 n \n" for each in sorted(self._offsets)]
        self._stream.write(
            f"xref\n0 {len(lines) + 1}\n0000000000 65535 f \n{''.join(lines)}trailer\n"
            f"<< /Size {len(lines) + 1} /Root {_CATALOG} 0 R >>\n"
            f"startxref\n{begin}\n%%EOF\n".encode()
        )
