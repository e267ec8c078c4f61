"""A portrait of nobody: drawn, so that no one's picture is needed."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

_SIZE = (600, 780)
_SCALE = 2


def portrait() -> bytes:
    """A JPEG of 600 by 780 pixels."""
    width, height = (_SCALE * each for each in _SIZE)
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for y in range(height):
        share = y / height
        draw.line(
            [(0, y), (width, y)],
            fill=(int(176 - 50 * share), int(205 - 45 * share), int(222 - 30 * share)),
        )

    def ellipse(x: int, y: int, rx: int, ry: int, colour: str) -> None:
        box = [_SCALE * each for each in (x - rx, y - ry, x + rx, y + ry)]
        draw.ellipse(box, fill=colour)

    ellipse(300, 330, 190, 235, "#3b2a24")
    ellipse(300, 830, 285, 250, "#234b6e")
    draw.polygon([_SCALE * each for each in (228, 590, 372, 590, 300, 720)], fill="#f4f1ea")
    draw.rounded_rectangle(
        [_SCALE * each for each in (245, 480, 355, 625)], radius=_SCALE * 45, fill="#c98f6f"
    )
    ellipse(300, 370, 138, 178, "#dba582")
    draw.chord([_SCALE * each for each in (152, 150, 448, 430)], 180, 360, fill="#3b2a24")
    for x in (247, 353):
        ellipse(x, 365, 22, 14, "#ffffff")
        ellipse(x, 365, 10, 11, "#2f4a3a")
        draw.arc(
            [_SCALE * each for each in (x - 30, 318, x + 30, 360)],
            200,
            340,
            fill="#3b2a24",
            width=_SCALE * 7,
        )
    draw.arc(
        [_SCALE * each for each in (280, 380, 320, 440)], 20, 160, fill="#b47a5c", width=_SCALE * 5
    )
    draw.arc(
        [_SCALE * each for each in (240, 420, 360, 490)], 25, 155, fill="#a3473f", width=_SCALE * 9
    )
    small = image.resize(_SIZE, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.6))
    stream = BytesIO()
    small.save(stream, "JPEG", quality=92)
    return stream.getvalue()
