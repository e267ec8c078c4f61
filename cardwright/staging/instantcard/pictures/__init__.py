"""Card pictures: what a preview shows, front and back, at 300 dpi.

Everything here needs Pillow, which takes longer to load than the rest of staging: import this
package only when a picture is wanted.
"""

from cardwright.staging.instantcard.pictures.draw import draw
from cardwright.staging.instantcard.pictures.subject import Subject

__all__ = ["Subject", "draw"]
