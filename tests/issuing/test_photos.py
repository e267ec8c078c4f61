"""Photos are found where they may be, and cut as they should be."""

import contextlib
import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cardwright.issuing import photos
from cardwright.issuing.photos import Folder, PhotoError, Target
from instantcard import TemplateField

TARGET = Target(300, 360)


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def fitted(content: bytes, target: Target = TARGET) -> Image.Image:
    return Image.open(io.BytesIO(photos.fit(content, target)))


@settings(settings.get_profile("issuing"), max_examples=20)
@given(st.integers(1, 900), st.integers(1, 900), st.sampled_from(["PNG", "JPEG", "WEBP", "BMP"]))
def test_any_picture_becomes_a_jpeg_of_the_fields_size(width: int, height: int, kind: str) -> None:
    content = encoded(Image.new("RGB", (width, height), "#808080"), kind)
    made = fitted(content)
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (300, 360))
    # Nothing is added at the edges.
    assert not made.convert("L").point(lambda grey: abs(grey - 128) > 12 and 255).getbbox()
    cut = min(width / 300, height / 360)
    assert photos.share(content, TARGET) == pytest.approx(cut, abs=0.01)


def test_more_is_cut_from_below_than_from_above() -> None:
    tall = Image.new("RGB", (300, 1000), "white")
    tall.paste("black", (0, 0, 300, 300))
    tall.paste("red", (0, 620, 300, 1000))
    made = fitted(encoded(tall))
    assert made.getpixel((150, 5))[0] < 40  # type: ignore[index]
    assert made.getpixel((150, 355)) != pytest.approx((255, 0, 0), abs=60)
    wide = Image.new("RGB", (1000, 360), "white")
    wide.paste("black", (0, 0, 500, 360))
    middle = fitted(encoded(wide))
    assert middle.getpixel((140, 180))[0] < 60 < middle.getpixel((160, 180))[0]  # type: ignore[index]


def test_a_picture_is_turned_as_its_camera_says() -> None:
    picture = Image.new("RGB", (360, 300), "white")
    picture.paste("black", (0, 0, 60, 300))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned right by 90 degrees: what was left is above
    made = fitted(encoded(picture, "JPEG", exif=exif.tobytes(), quality=95))
    assert made.getpixel((150, 20))[0] < 60  # type: ignore[index]
    assert made.getpixel((150, 300))[0] > 200  # type: ignore[index]
    assert not made.getexif().get(0x0112)


def test_what_is_transparent_becomes_white() -> None:
    made = fitted(encoded(Image.new("RGBA", (300, 360), (255, 0, 0, 0))))
    assert made.getpixel((100, 100)) == (255, 255, 255)


def _bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no image"),
        (b"%PDF-1.4 not a photo", "is no image"),
        (_bomb(), "more than 50 million pixels"),
        (encoded(Image.new("RGB", (400, 400)))[:80], "cannot be decoded|is no image"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "is HEIC"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_usable_photo_says_why(content: bytes, told: str) -> None:
    with pytest.raises(PhotoError, match=told):
        photos.fit(content, TARGET)


@settings(settings.get_profile("issuing"))
@given(st.binary(max_size=200), st.integers(0, 700))
def test_a_spoilt_photo_is_fitted_or_refused(noise: bytes, at: int) -> None:
    content = bytearray(encoded(Image.effect_noise((40, 40), 60), "JPEG"))
    content[at : at + len(noise)] = noise
    # Anything but a PhotoError would be a traceback to a user.
    with contextlib.suppress(PhotoError):
        assert fitted(bytes(content)).size == (300, 360)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    inside = tmp_path / "photos"
    (inside / "more").mkdir(parents=True)
    for name in ("Ana.JPG", "bo.png", "bo.jpg", "more/cy.png", "notes.txt"):
        (inside / name).write_bytes(name.encode())
    os.symlink(tmp_path / "secret.jpg", inside / "link.jpg")
    return Folder(inside)


@pytest.mark.parametrize(
    ("name", "found"),
    [("Ana.JPG", "Ana.JPG"), ("ana.jpg", "Ana.JPG"), ("ana", "Ana.JPG"), ("bo.png", "bo.png"),
     ("more/cy.png", "more/cy.png"), ("more\\cy.png", "more/cy.png")],
)  # fmt: skip
def test_a_photo_is_found_by_its_name(folder: Folder, name: str, found: str) -> None:
    assert folder.named(name) == folder.path / found


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../secret.jpg", "leads out"),
        ("..\\secret.jpg", "leads out"),
        ("/etc/passwd", "leads out"),
        ("C:\\secret.jpg", "leads out"),
        ("more/../../secret.jpg", "leads out"),
        ("link.jpg", "leads out"),
        ("a\0.jpg", "leads out"),
        (".", "leads out"),
        ("none.jpg", "is not in"),
        ("notes.txt", "is not in"),
        ("more/none.png", "is not in"),
        ("bo", "could be any of bo.jpg, bo.png"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(folder: Folder, name: str, told: str) -> None:
    with pytest.raises(PhotoError, match=told):
        folder.named(name)


def test_the_photo_of_a_key_is_found_below_no_other_folder(folder: Folder) -> None:
    assert folder.of_key("ANA").name == "Ana.JPG"
    for key in ("../secret", "more/cy", ""):
        with pytest.raises(PhotoError, match="is not in"):
            folder.of_key(key)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.jpg").open("wb") as stream:
        stream.truncate(26 * 2**20)
    with pytest.raises(PhotoError, match="more than 25 MiB"):
        photos.load(tmp_path / "big.jpg")


@pytest.mark.parametrize(
    ("dimensions", "size"),
    [
        ({"x": 1, "y": 2, "width": 300, "height": 390}, (300, 390)),
        ({"width": 25.4, "height": 33.0}, (600, 780)),
        ({"width": 9000, "height": 4500}, (2000, 1000)),
        ({"width": "300", "height": None}, (600, 780)),
        ({"width": 1, "height": 5000}, (600, 780)),
        (None, (600, 780)),
    ],
)
def test_the_size_follows_the_field(dimensions: dict[str, object], size: tuple[int, int]) -> None:
    field = TemplateField(token="photo", label="Photo", type="image", dimensions=dimensions)
    target = Target.of(field)
    assert (target.width, target.height) == pytest.approx(size, abs=1)
