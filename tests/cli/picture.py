"""The picture of a terminal in README and docs: `python -m tests.cli.picture` draws it anew.

The commands are run, against a staging of their own, on a terminal of their own.
"""

import re
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from cardwright.staging import serve
from demo.portrait import portrait

from .terminals import Terminal, plain

TARGET: Final = Path(__file__).parents[2] / "docs" / "images" / "cli.svg"
WIDTH: Final = 96

#: rich's own form asks the web for a font; a picture asks nobody.
_FONT: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)

CREATE: Final = """\
cardwright instantcard cards create --template 17281 --photo ana.jpg \\
    --field "Full name=Ana Example" --field "Company=Paper & Sons" \\
    --field "Host=Front desk" --field "Valid until=2031-01-31" --json > ana.json"""


def main() -> None:
    """Draw it."""
    console = Console(record=True, width=WIDTH, file=open("/dev/null", "w"), highlight=False)  # noqa: SIM115
    with tempfile.TemporaryDirectory() as folder, serve() as staging:
        photo = Path(folder) / "ana.jpg"
        photo.write_bytes(portrait())
        env = {**staging.environment, "COLUMNS": str(WIDTH)}
        staging.controls.seed(cards=3)
        staging.controls.set_balance("120.00")
        session = ("instantcard",)
        _show(console, "cardwright instantcard cards list", (*session, "cards", "list"), env)
        console.print(Text(f"$ {CREATE}"))
        fields = re.findall(r'--field "(.*?)"', CREATE)
        words = [word for each in fields for word in ("--field", each)]
        create = ("cards", "create", "--template", 17281, "--photo", photo, *words, "--json")
        card = int(re.findall(r'"id": (\d+)', _run((*session, *create), env))[0])
        shown = ("cards", "preview", card, "--front", Path(folder) / "front.png")
        console.print(Text(f"$ cardwright instantcard cards preview {card} --front front.png"))
        console.print(Text.from_ansi(_run((*session, *shown), env).replace(f"{folder}/", "")))
        _run((*session, "cards", "finalize", card), env)
        job = ("print-jobs", "create", "--card", card, "--shipping", 1, "--address-id", 12782)
        number = int(re.findall(r'"id": (\d+)', _run((*session, *job, "--json"), env))[0])
        said = f"cardwright instantcard print-jobs submit {number}"
        _show(console, said, (*session, "print-jobs", "submit", number), env, answer="n\n")
    svg = console.export_svg(title="cardwright", theme=MONOKAI, unique_id="cardwright")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(_FONT.sub("", svg), "utf-8")
    print(f"wrote {TARGET}")


def _show(
    console: Console, said: str, words: tuple[object, ...], env: dict[str, str], answer: str = ""
) -> None:
    console.print(Text(f"$ {said}"))
    console.print(Text.from_ansi(_run(words, env, answer)))


def _run(words: tuple[object, ...], env: dict[str, str], answer: str = "") -> str:
    """What a terminal shows of a command."""
    with Terminal(*words, env=env) as terminal:
        if answer:
            terminal.until("[y/N] ")
            terminal.typed(answer)
        terminal.end()
    lines = (line.rstrip() for line in terminal.screen.replace("\r", "").splitlines())
    if answer:
        address = env["INSTANTCARD_BASE_URL"]
        return plain("\n".join(lines)).replace(address, "http://127.0.0.1:8765/api/v2").rstrip()
    return "\n".join(lines).rstrip()


if __name__ == "__main__":
    main()
