"""An example with curl: what the client sends, word for word, with secrets from variables."""

import email
import email.policy
import json
import re
from typing import Final

import httpx

from .recording import Recorded

_SAFE: Final = re.compile(r"[A-Za-z0-9_./:=@%+,-]+")
_WIDTH: Final = 76
#: An idempotency key of the reader's own; the client makes a new one for each call.
_KEY: Final = "5f2b8c1e-7d34-4a86-9e05-b3c6d1f0a927"


def curl(recorded: Recorded, package: str, *, token: str | None) -> str:
    """The example as a command for bash.

    Args:
        recorded: What the client sent.
        package: The client's package.
        token: The variable with the token, if one goes along.
    """
    request = recorded.request
    words = ["curl --fail-with-body --silent --show-error"]
    if request.method != "GET":
        words.append(f"--request {request.method}")
    words.append(_address(recorded, package.upper()))
    if token is not None:
        words.append(f'--header "Authorization: Bearer ${token}"')
    if "idempotency-key" in request.headers:
        words.append(f"--header {_quoted(f'Idempotency-Key: {_KEY}')}")
    before = ""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        for name, value in fields(request):
            photo = next((each for each in recorded.photos if each in value), None)
            if photo is not None:
                before = _printed(value, photo, recorded.photos[photo])
                words.append(f"--form {_quoted(f'{name}=<-')}")
            else:
                words.append(_field(name, value, recorded))
    elif request.content:
        words.append('--header "Content-Type: application/json"')
        words.append(f"--data {_quoted(_laid_out(request.content.decode()))}")
    indent = "    " if before else "  "
    return before + f" \\\n{indent}".join(words) + "\n"


def fields(request: httpx.Request) -> list[tuple[str, str]]:
    """A form's fields, in their order."""
    head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
    form = email.message_from_bytes(head + request.content, policy=email.policy.HTTP)
    found = []
    for part in form.iter_parts():
        value = part.get_payload(decode=True)
        assert isinstance(value, bytes)
        found.append((str(part["content-disposition"].params["name"]), value.decode()))
    return found


def _address(recorded: Recorded, prefix: str) -> str:
    """The address; what is configured comes from variables."""
    base, organization = (
        recorded.variables.get(f"{prefix}_{each}", "") for each in ("BASE_URL", "ORGANIZATION_ID")
    )
    rest = str(recorded.request.url).removeprefix(base)
    if organization:
        own = f"/organizations/${prefix}_ORGANIZATION_ID"
        rest = rest.replace(f"/organizations/{organization}", own)
    path, mark, query = rest.partition("?")
    return f'"${prefix}_BASE_URL{path}{mark}{_shell(query)}"'


def _field(name: str, value: str, recorded: Recorded) -> str:
    """A field of a form. A secret is no argument of curl: others on the machine could read it."""
    for variable, known in recorded.secrets.items():
        if value == known:
            return f'--form "{_shell(name)}=<"<(printf %s "${variable}")'
    for variable, known in recorded.variables.items():
        if value == known:
            return f'--form-string "{_shell(name)}=${variable}"'
    return f"--form-string {_quoted(f'{name}={value}')}"


def _printed(value: str, photo: str, file: str) -> str:
    """A command that prints a value with a photo in it, for curl to read."""
    text = _laid_out(value.replace(photo, "%s")).replace("\\", "\\\\")
    assert text.count("%") == 1
    return f"printf {_quoted(text)} \"$(base64 < {file} | tr -d '\\n')\" |\n  "


def _laid_out(text: str) -> str:
    """A JSON text for readers."""
    value = json.loads(text)
    if len(text) <= _WIDTH:
        return text
    if isinstance(value, list):
        inner = ",\n  ".join(json.dumps(each, ensure_ascii=False) for each in value)
        return f"[\n  {inner}\n]"
    return json.dumps(value, indent=2, ensure_ascii=False)


def _shell(text: str) -> str:
    """Text within double quotes."""
    return re.sub(r'([\\"$`])', r"\\\1", text)


def _quoted(text: str) -> str:
    if _SAFE.fullmatch(text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"
