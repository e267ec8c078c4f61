"""What other generators make of a spec, with their own templates and settings.

Made anew in each run, into the build folder. Both take the specs as they are.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent


class NotMade(Exception):
    """Why a client could not be made."""


def openapi_python_client(spec: Path, package: str, folder: Path) -> Path:
    """Make a client with openapi-python-client, and return the folder to import it from."""
    _made(
        folder / package,
        *(str(BIN / "openapi-python-client"), "generate", "--path", str(spec)),
        *("--meta", "none", "--output-path", str(folder / package), "--overwrite"),
    )
    return folder


def openapi_generator(spec: Path, package: str, folder: Path) -> Path:
    """Make a client with openapi-generator, and return the folder to import it from.

    Raises:
        NotMade: There is no Java, or the generator failed.
    """
    if shutil.which("java") is None:
        raise NotMade("openapi-generator needs Java, and there is none on this machine")
    project = folder / f"{package}.project"
    _made(
        project / package,
        *(str(BIN / "openapi-generator-cli"), "generate", "-g", "python", "-i", str(spec)),
        *("-o", str(project), f"--additional-properties=packageName={package}"),
        # Its validator refuses links that have words of ours; the generator itself does not mind.
        "--skip-validate-spec",
    )
    return project


def _made(target: Path, *command: str) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    # ruff, which one of them formats with, is found there.
    path = os.pathsep.join((str(BIN), os.environ.get("PATH", "")))
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    if done.returncode or not (target / "__init__.py").is_file():
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no word why"]
        # Java's traces begin with what is wrong, others end with it.
        reason = next((line for line in lines if line.startswith("Exception in")), lines[-1])
        raise NotMade(f"{Path(command[0]).name} failed: {reason}")
