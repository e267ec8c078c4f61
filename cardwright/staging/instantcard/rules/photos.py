"""Photos on cards: Base64 of an image file (page: ``card[data]`` of "Create a Card")."""

import base64
import binascii
import re


def check_photo(text: str) -> str:
    """The Base64 without line breaks, or "" for no photo.

    Raises ValueError with the reason when it is not Base64 of a picture that can be drawn.
    """
    compact = re.sub(r"\s+", "", text)
    if not compact:
        return ""
    if compact.startswith("data:"):
        raise ValueError("must be plain Base64, without a data: prefix")
    try:
        content = base64.b64decode(compact, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("is not Base64") from None
    # Pillow takes longer to load than everything else together, and most runs need no picture.
    from cardwright.staging.instantcard.pictures.photo import check

    check(content)
    return compact
