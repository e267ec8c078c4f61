"""`cardwright completion`: the shell completes commands, options and choices."""

import click
from click.shell_completion import get_completion_class

PROGRAM = "cardwright"

_WHERE = {
    "bash": 'eval "$(cardwright completion bash)" in ~/.bashrc',
    "zsh": 'eval "$(cardwright completion zsh)" in ~/.zshrc',
    "fish": "cardwright completion fish > ~/.config/fish/completions/cardwright.fish",
}


def completion_command() -> click.Command:
    """Print what a shell runs to complete this program's words."""

    def run(shell: str) -> None:
        kind = get_completion_class(shell)
        assert kind is not None
        root = click.get_current_context().find_root().command
        click.echo(kind(root, {}, PROGRAM, "_CARDWRIGHT_COMPLETE").source())

    lines = "\n\n".join(f"{shell}: {where}" for shell, where in _WHERE.items())
    return click.Command(
        "completion",
        callback=run,
        params=[click.Argument(["shell"], type=click.Choice(list(_WHERE)))],
        help=f"Print the completion for a shell.\n\n{lines}",
        short_help="Print the completion for a shell.",
    )
