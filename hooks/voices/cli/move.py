"""``voices move``: a page gets another address, and the old one redirects."""

from __future__ import annotations

import click

from voices.cli import Session
from voices.settings import Hub
from voices.sources import read_content
from voices.text import counted
from voices.upkeep.drafts import PlanError
from voices.upkeep.edits import Edit, carry_out, read_folder
from voices.upkeep.heads import values
from voices.upkeep.moving import plan_move


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--name", default="", help="What a topic, team or place is called from now on.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def move(session: Session, old: str, new: str, name: str, *, dry_run: bool) -> None:
    """Move a post, author, topic, team or place from one address to another; the old one redirects.

    Everything that names it follows: front matter, links between files, photo and archive.

    \b
    voices move /posts/old/ /posts/new/
    voices move /authors/jane/ /authors/jane-doe/
    voices move /topics/kafka/ /topics/apache-kafka/ --name "Apache Kafka"
    """
    hub = session.hub()
    content = read_content(hub)
    try:
        edits = plan_move(hub, content, read_folder(hub.content), old, new, name)
    except PlanError as error:
        raise click.ClickException(str(error)) from None
    if not dry_run:
        carry_out(hub.content, edits)
    for edit in edits:
        session.say(_line(edit))
        if named := _other_names(hub, edit):
            session.say(
                f"           it keeps its names in {', '.join(named)}; change them by hand if they no longer fit"
            )
    files = counted(len(edits), "file", "files")
    if dry_run:
        session.say(f"{files} would change.")
    else:
        session.say(f"{files} changed. The old address redirects. Look it over: voices check")


def _other_names(hub: Hub, edit: Edit) -> list[str]:
    """The languages in which a renamed topic, team or place has a name that was not changed."""
    if (
        edit.path == edit.becomes
        or edit.data is None
        or not (edit.becomes or "").startswith(("topics/", "teams/", "places/"))
    ):
        return []
    text = edit.data.decode()
    return [code for code in hub.voices.languages[1:] if values(text, ("name", code))]


def _line(edit: Edit) -> str:
    if edit.path is None:
        return f"  new      {edit.becomes}"
    if edit.path != edit.becomes:
        return f"  renamed  {edit.path} → {edit.becomes}"
    return f"  changed  {edit.path}"
