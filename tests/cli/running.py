"""Commands in this process, through the entry point's own group."""

import json
from collections.abc import Mapping
from typing import Any

import attrs
from click.testing import CliRunner

from cardwright.cli.app import cli


@attrs.frozen
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str
    data: bytes = attrs.field(repr=False)

    @property
    def json(self) -> Any:
        """Its output as one JSON document."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Its output by lines."""
        return self.out.splitlines()

    @property
    def rows(self) -> list[dict[str, str]]:
        """Its output as TSV with a header."""
        header, *rows = (line.split("\t") for line in self.out.split("\n")[:-1])
        return [dict(zip(header, row, strict=True)) for row in rows]


@attrs.frozen
class Run:
    """Runs commands.

    Attributes:
        variables: What they find in their environment.
    """

    variables: Mapping[str, str]

    def __call__(
        self, *words: object, input: str | None = None, code: int = 0, **variables: Any
    ) -> Done:
        """Run a command, which must end with this exit code and without a traceback.

        Args:
            words: The command.
            input: Its standard input.
            code: The exit code.
            variables: What its environment has beside; `None` takes a variable out.
        """
        runner = CliRunner(env={**self.variables, **variables})
        result = runner.invoke(cli, [str(each) for each in words], input=input)
        done = Done(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)
        assert done.code == code, (words, done.code, done.out[:500], done.err)
        assert "Traceback" not in done.err
        if code not in (0, 6, 7):
            assert len(done.err.splitlines()) == 1, done.err
        return done

    def __getattr__(self, resource: str) -> "Resource":
        return Resource(self, resource.replace("_", "-"))


@attrs.frozen
class Resource:
    """`run.cards("list", ...)`: the commands of a resource of InstantCard's."""

    run: Run
    name: str

    def __call__(self, *words: object, **options: Any) -> Done:
        return self.run("instantcard", self.name, *words, **options)
