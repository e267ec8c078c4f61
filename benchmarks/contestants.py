"""Who is measured: a client with a task."""

import dataclasses

from .setting import Setting

OURS = "Cardwright"
OURS_FAST = "Cardwright [fast]"

# What the extra `fast` brings: our client without the extra is kept from importing these.
FAST_MODULES = ("orjson", "aiohttp", "httpx_aiohttp")


@dataclasses.dataclass(frozen=True)
class Contestant:
    """A client with a task.

    Attributes:
        name: What the tables call it.
        peer: The module in `peers/`.
        task: The function in that module.
        setting: What the function gets.
        blocked: Modules that are not there for it.
    """

    name: str
    peer: str
    task: str
    setting: Setting
    blocked: tuple[str, ...] = ()


def ours(task: str, setting: Setting, suffix: str = "") -> Contestant:
    """Our client as it is installed without an extra."""
    return Contestant(OURS + suffix, "cardwright", task, setting, FAST_MODULES)


def ours_fast(task: str, setting: Setting, suffix: str = "") -> Contestant:
    """Our client with the extra `fast`."""
    fast = dataclasses.replace(setting, fast=True)
    return Contestant(OURS_FAST + suffix, "cardwright", task, fast)


def both(task: str, setting: Setting) -> list[Contestant]:
    """Our client without the extra `fast` and with it."""
    return [ours(task, setting), ours_fast(task, setting)]


def httpx_sync(task: str, setting: Setting, name: str = "httpx") -> Contestant:
    return Contestant(name, "httpx_sync", task, setting)


def httpx_async(task: str, setting: Setting, name: str = "httpx async") -> Contestant:
    return Contestant(name, "httpx_async", task, setting)


def requests_sync(task: str, setting: Setting) -> Contestant:
    return Contestant("requests", "requests_sync", task, setting)


def aiohttp_async(task: str, setting: Setting) -> Contestant:
    return Contestant("aiohttp", "aiohttp_async", task, setting)


def openapi_python_client(task: str, setting: Setting) -> Contestant:
    return Contestant("openapi-python-client", "openapi_python_client", task, setting)


def openapi_generator(task: str, setting: Setting) -> Contestant:
    return Contestant("openapi-generator", "openapi_generator", task, setting)


def generated(task: str, setting: Setting) -> list[Contestant]:
    """What other generators make of the same spec."""
    return [openapi_python_client(task, setting), openapi_generator(task, setting)]
