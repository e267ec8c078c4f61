"""Named profiles in a file: addresses and accounts, and never a secret."""

import os
import re
import secrets
import tomllib
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from .catalogue import VENDORS, settings_of
from .exits import Exit, Failure

#: By profile and vendor, the settings.
Profiles: TypeAlias = dict[str, dict[str, dict[str, Any]]]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_SECRET: Final = re.compile(
    r"pass|secret|token|key|cvc|cvv|number|credential|auth|pin\b", re.IGNORECASE
)
_LARGEST: Final = 64 * 1024


def config_file() -> Path:
    """Where the profiles are: `CARDWRIGHT_CONFIG`, or the system's place for such files."""
    named = os.environ.get("CARDWRIGHT_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("cardwright", appauthor=False) / "config.toml"


def read_profiles() -> Profiles:
    """All profiles; none if there is no file.

    Raises:
        Failure: The file cannot be read, or holds something that has no place in it.
    """
    file = config_file()
    table = _table(file)
    strangers = sorted(table.keys() - {"profiles"})
    if strangers:
        known = "is not known there; profiles are [profiles.NAME.VENDOR]"
        raise _refused(file, strangers[0], known)
    profiles = table.get("profiles", {})
    if not isinstance(profiles, dict):
        raise _refused(file, "profiles", "must be a table")
    for name, vendors in profiles.items():
        if not _NAME.fullmatch(name) or not isinstance(vendors, dict):
            raise _refused(file, f"profiles.{name}", "is no profile")
        for vendor, settings in vendors.items():
            place = f"profiles.{name}.{vendor}"
            if vendor not in VENDORS or not isinstance(settings, dict):
                raise _refused(file, place, f"must be a table for one of {', '.join(VENDORS)}")
            for key, value in settings.items():
                _require_setting(vendor, key, value, f"{file}: {place}.{key}", Exit.NOT_SENT)
    return profiles


def checked_name(name: str) -> str:
    """The name of a profile.

    Raises:
        Failure: It is none.
    """
    if not _NAME.fullmatch(name):
        raise Failure(
            "a profile's name is lower-case letters, digits, - and _, at most 32 of them",
            Exit.USAGE,
        )
    return name


def set_profile(name: str, vendor: str, settings: dict[str, str]) -> Path:
    """Put settings into a profile, which is made if it is not there, and return the file.

    What else is in the file stays, comments included.

    Raises:
        Failure: A setting is a secret or malformed, or the file cannot be written.
    """
    import tomlkit

    values = {key: _value(vendor, key, text) for key, text in settings.items()}
    read_profiles()
    file = config_file()
    document = tomlkit.parse(_text(file))
    table: Any = document
    for step in ("profiles", name, vendor):
        if step not in table:
            table[step] = tomlkit.table(is_super_table=step != vendor)
        table = table[step]
    for key, value in values.items():
        table[key] = value
    _write(file, tomlkit.dumps(document))
    return file


def remove_profile(name: str) -> bool:
    """Take a profile out of the file; whether it was there.

    Raises:
        Failure: The file cannot be written.
    """
    import tomlkit

    if name not in read_profiles():
        return False
    file = config_file()
    document: Any = tomlkit.parse(_text(file))
    del document["profiles"][name]
    _write(file, tomlkit.dumps(document))
    return True


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(file))
    except (ValueError, RecursionError) as error:
        raise Failure(f"{file} is no TOML: {error}", Exit.NOT_SENT) from None


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}", Exit.NOT_SENT) from None
    if len(data) > _LARGEST:
        raise Failure(f"{file} is larger than 64 KiB, which no profiles need", Exit.NOT_SENT)
    try:
        return data.decode()
    except ValueError:
        raise Failure(f"{file} is no UTF-8 text", Exit.NOT_SENT) from None


def _write(file: Path, text: str) -> None:
    """Whole or not at all, and readable by its owner alone."""
    # A link stays one: people keep such files elsewhere and link to them.
    file = Path(os.path.realpath(file))
    partial = file.parent / f".{secrets.token_hex(8)}.part"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    except OSError as error:
        raise Failure(f"{file} cannot be written: {error.strerror}", Exit.BROKEN) from None
    finally:
        partial.unlink(missing_ok=True)


def _value(vendor: str, key: str, text: str) -> str | int:
    setting = next((each for each in settings_of(vendor) if each["name"] == key), None)
    number = setting is not None and setting["integer"]
    value: str | int = text
    if number and text.isascii() and text.isdigit() and len(text) <= 18:
        value = int(text)
    _require_setting(vendor, key, value, key, Exit.USAGE)
    return value


def _require_setting(vendor: str, key: str, value: object, place: str, code: Exit) -> None:
    setting = next((each for each in settings_of(vendor) if each["name"] == key), None)
    if setting is None or setting["secret"]:
        if _SECRET.search(key):
            raise Failure(
                f"{place}: secrets have no place in the profiles; take it out, and keep it in the "
                f"keyring (cardwright {vendor} login) or in a variable",
                code,
            )
        known = ", ".join(each["name"] for each in settings_of(vendor) if not each["secret"])
        raise Failure(f"{place}: is not known for {vendor}; there are: {known}", code)
    if setting["integer"]:
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 10**18:
            raise Failure(f"{place}: must be a whole number from 1 up", code)
    elif not isinstance(value, str) or not value:
        raise Failure(f"{place}: must be text, and not empty", code)
    elif key == "base_url":
        _require_address(value, place, code)


def _require_address(value: str, place: str, code: Exit) -> None:
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise Failure(f"{place}: must be an address that begins with https://", code)
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise Failure(f"{place}: must be an address and nothing else: no user, no query", code)


def _refused(file: Path, place: str, reason: str) -> Failure:
    return Failure(f"{file}: {place} {reason}", Exit.NOT_SENT)
