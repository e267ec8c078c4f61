"""What is special to InstantCard on the command line."""

from typing import Any, Final

import click

from .catalogue import Entry

#: Operations with the option `--photo`.
TAKE_PHOTOS: Final = ("cards.create", "cards.update")

#: What the vendor calls a field that holds a picture.
_PICTURES: Final = ("image", "photo")


def photo_token(api: Any, given: dict[str, Any]) -> str:
    """The token of the one field of a card that is a photo.

    Args:
        api: The client, which is asked for the fields of the card's template.
        given: The arguments of `cards.create` or `cards.update`.

    Raises:
        click.UsageError: There is no such field, or more than one.
    """
    template = given.get("card_template_id")
    if template is None:
        template = api.cards.get(given["card_id"]).card_template_id
    pictures = [each for each in api.card_templates.fields(template) if each.type in _PICTURES]
    if len(pictures) != 1:
        labels = ", ".join(repr(each.label) for each in pictures) or "none"
        raise click.UsageError(
            f"--photo needs a template with one photo; {template} has {labels}: "
            "use --field LABEL=@FILE"
        )
    return str(pictures[0].token)


def job_lines(api: Any, method: Entry, given: dict[str, Any]) -> list[str]:
    """What a print job holds, to be shown before it is submitted. What it costs is told after."""
    if method["operation"] != "print_jobs.submit":
        return []
    job = api.print_jobs.get(given["print_job_id"])
    lines = [f"cards: {len(job.list_users)}"] if isinstance(job.list_users, list) else []
    try:
        covered = "yes" if api.print_jobs.check_balance(given["print_job_id"]) else "no"
    except Exception as error:
        # That it cannot be told is no reason against submitting it.
        if getattr(error, "outcome", None) != "refused":
            raise
        covered = "not told"
    return [*lines, f"covered by the balance of {api.organization.balance().balance}: {covered}"]
