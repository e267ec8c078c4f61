"""The demo prints a card that a person would recognise as one."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import termios
import time
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from cardwright.staging import serve
from demo.portrait import portrait
from instantcard import InstantCard

SHOWN = {
    "First name": "Marisol",
    "Last name": "Quintero-Hale",
    "Title": "Conservator",
    "Department": "Paper and Books",
    "Employee ID": "HL-00417",
    "Expires": "2029-06-30",
}

Box = tuple[int, int, int, int]

_PAGE = 4096
_ROOM = 200


@pytest.fixture(scope="module")
def played(
    tmp_path_factory: pytest.TempPathFactory, root: Path
) -> tuple[subprocess.CompletedProcess[str], Path]:
    """A demo that has run, and the folder with its pictures."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "demo", "--output", str(folder)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done, folder


@pytest.fixture(scope="module")
def boxes() -> dict[str, Box]:
    """Where each field of the demo's template is, in pixels: left, top, right, bottom."""
    with (
        serve() as staging,
        InstantCard(
            base_url=staging.environment["INSTANTCARD_BASE_URL"],
            email=staging.environment["INSTANTCARD_EMAIL"],
            password=staging.environment["INSTANTCARD_PASSWORD"],
            organization_id=int(staging.environment["INSTANTCARD_ORGANIZATION_ID"]),
        ) as api,
    ):
        found: dict[str, Box] = {}
        for field in api.card_templates.fields(17280):
            assert field.label is not None
            assert field.dimensions is not None
            x, y = field.dimensions["x"], field.dimensions["y"]
            width, height = field.dimensions["width"], field.dimensions["height"]
            found[field.label] = (x, y, x + width, y + height)
        return found


@pytest.fixture(scope="module")
def front(played: tuple[subprocess.CompletedProcess[str], Path]) -> Image.Image:
    """The front of the finished card."""
    return Image.open(played[1] / "front.png").convert("RGB")


def test_it_ends_well_and_says_each_step(
    played: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, folder = played
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for said in ("logged in", "draft", "updated", "finalized", "submitted", "stored as"):
        assert said in done.stdout
    assert f"Look at {folder / 'front.png'}" in done.stdout
    assert sorted(each.name for each in folder.iterdir()) == ["back.png", "draft.png", "front.png"]


def test_both_sides_are_cards_at_300_dpi(
    played: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    for side in ("front.png", "back.png"):
        with Image.open(played[1] / side) as picture:
            assert picture.format == "PNG"
            # CR80, 85.60 by 53.98 mm.
            assert picture.size == (1011, 638)


def test_the_photo_is_where_it_belongs(front: Image.Image, boxes: dict[str, Box]) -> None:
    box = boxes["Photo"]
    shown = front.crop(box)
    sent = Image.open(BytesIO(portrait())).convert("RGB")
    assert _difference(shown, _filling(sent, shown.size)) < 6
    # Beside its box there is something else: the photo does not spill over.
    width = box[2] - box[0]
    beside = front.crop((box[0] + width // 2, box[1], box[2] + width // 2, box[3]))
    assert _difference(beside, _filling(sent, shown.size)) > 30


@pytest.mark.parametrize("label", SHOWN)
def test_a_field_can_be_read(front: Image.Image, boxes: dict[str, Box], label: str) -> None:
    text = SHOWN[label]
    readings = [text, text[:-1], text[::-1], text.swapcase(), *SHOWN.values(), "Conservater"]
    written = _ink(front.crop(boxes[label]))
    assert min(dict.fromkeys(readings), key=lambda each: _unlike(written, each)) == text


def test_the_draft_shows_what_was_corrected_later(
    played: tuple[subprocess.CompletedProcess[str], Path],
    front: Image.Image,
    boxes: dict[str, Box],
) -> None:
    draft = Image.open(played[1] / "draft.png").convert("RGB")
    changed = ImageChops.difference(draft, front).getbbox()
    assert changed is not None
    left, top, right, bottom = boxes["Title"]
    assert left <= changed[0]
    assert top <= changed[1]
    assert changed[2] <= right
    assert changed[3] <= bottom


def test_it_stops_when_its_pictures_cannot_be_kept(tmp_path: Path, root: Path) -> None:
    target = tmp_path / "taken"
    target.write_text("a file")
    done = subprocess.run(
        [sys.executable, "-m", "demo", "--output", str(target)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert str(target) in done.stderr
    assert "Traceback" not in done.stderr


def test_it_stops_quietly_when_it_is_interrupted(tmp_path: Path, root: Path) -> None:
    reader, writer = os.pipe()
    # With hardly any room for what it says, it waits to be read, and cannot be over too soon.
    filled = _fill(writer, reader)
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "demo", "--output", str(tmp_path)],
        cwd=root,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background has its children ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(writer)
    with open(reader, "rb", buffering=0) as said:
        until = time.monotonic() + 60
        while _waiting(reader) <= filled and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said.readall()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors


def _fill(writer: int, reader: int) -> int:
    """Fill a pipe but for a few bytes, and say with how many."""
    filled = 0
    os.set_blocking(writer, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            filled += os.write(writer, bytes(_PAGE))
    os.set_blocking(writer, True)
    # A pipe takes in nothing before a whole page of it has been read.
    os.read(reader, _PAGE)
    os.write(writer, bytes(_PAGE - _ROOM))
    return filled - _ROOM


def _waiting(reader: int) -> int:
    """How many bytes wait in a pipe."""
    return int.from_bytes(fcntl.ioctl(reader, termios.FIONREAD, bytes(4)), sys.byteorder)


def _difference(first: Image.Image, second: Image.Image) -> float:
    """How far apart two pictures are: the mean over all channels, 0 to 255."""
    means: list[float] = ImageStat.Stat(ImageChops.difference(first, second)).mean
    return sum(means) / len(means)


def _filling(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The middle of a picture, scaled to fill a size."""
    scale = max(size[0] / picture.width, size[1] / picture.height)
    width, height = size[0] / scale, size[1] / scale
    left, top = (picture.width - width) / 2, (picture.height - height) / 2
    return picture.resize(
        size, Image.Resampling.LANCZOS, box=(left, top, left + width, top + height)
    )


def _ink(picture: Image.Image) -> Image.Image:
    """The darkest writing, which labels are not, cut to its bounds: white on black."""
    dark = picture.convert("L").point(lambda level: 255 if level < 60 else 0)
    bounds = dark.getbbox()
    assert bounds is not None, "nothing is written here"
    return dark.crop(bounds)


def _unlike(written: Image.Image, text: str) -> float:
    """How unlike some writing is to a text: 0 for the same shapes and proportions."""
    return min(_unlike_in(weight, written, text) for weight in ("Regular", "Bold"))


def _unlike_in(weight: str, written: Image.Image, text: str) -> float:
    large = _set(weight, 120, text)
    # In about the size of the writing, so that thin strokes are as dark as there.
    guess = _set(weight, round(120 * written.height / large.height), text)
    proportions = (written.width / written.height) / (large.width / large.height)
    stretched = max(proportions, 1 / proportions) - 1
    return _difference(written, guess.resize(written.size)) / 255 + stretched


def _set(weight: str, size: int, text: str) -> Image.Image:
    font = ImageFont.truetype(str(files("manimgx_fonts") / "NotoSans[wght].ttf"), size)
    font.set_variation_by_name(weight)
    left, top, right, bottom = font.getbbox(text)
    paper = Image.new("L", (int(right - left) + 40, int(bottom - top) + 40), 255)
    ImageDraw.Draw(paper).text((20 - left, 20 - top), text, font=font, fill=28)
    return _ink(paper)
