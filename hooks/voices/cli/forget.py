"""``voices forget``: a person is erased from everything the hub holds; what only people can do is printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from voices.cli import Session
from voices.feeds import read_archive
from voices.settings import Hub
from voices.sources import read_content
from voices.text import counted
from voices.upkeep.drafts import PlanError
from voices.upkeep.edits import carry_out, read_folder
from voices.upkeep.forgetting import Forgetting, plan_forget
from voices.upkeep.traces import traces, wanted

_PEOPLE_ONLY = """\
What only people can do:
  1. Publish now: voices build, and deploy. Until then the old pages stand where the hub is served from.
  2. Older deployments, previews and the caches of your CDN or object store: purge them.
  3. Git keeps every version. To take the files out of the history rewrite it (git filter-repo), force-push,
     and ask for forks, clones, open pull requests and the host's cached views to be removed.
  4. Search engines and web archives: ask each for removal (Google, Bing, archive.org).
  5. Backups, exports and analytics: delete the person there, or note when they expire.
  6. Elsewhere: job ads, newsletters, social media, other sites that quoted them; and readers' feed readers keep copies.
  7. Tell the person what was done and when, and keep no more than that."""


@click.group()
def forget() -> None:
    """Erase what the hub holds about a person.

    \b
    voices forget author jane
    """


@forget.command(short_help="Erase one person everywhere in the hub.")
@click.argument("id_", metavar="ID")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_obj
def author(session: Session, id_: str, *, yes: bool) -> None:
    """Erase the author ID: profile, photo, archives, posts written alone, built pages, caches, addresses.

    Posts written with others stay, without the name. The old addresses then answer 404.

    \b
    voices forget author jane
    voices forget author jane --yes
    """
    hub = session.hub()
    content = read_content(hub)
    blogs, _ = read_archive(hub, content.authors)
    folder = read_folder(hub.content)
    try:
        plan = plan_forget(hub, content, blogs, folder, content.permalinks, id_, hub.now())
    except PlanError as error:
        raise click.ClickException(str(error)) from None
    # Who is asked sees what about, also with --quiet.
    if not (yes and session.quiet):
        _announce(plan)
    if not yes:
        click.confirm("Erase all this for good?", abort=True, err=True)
    # What is built can be built again, so it goes first: should something fail, the command can be repeated.
    kept = _clear_outputs(hub)
    carry_out(hub.content, plan.edits)
    gone = counted(plan.erased_addresses, "address answers", "addresses answer")
    session.say(f"Erased. {gone} 404 from now on; the ledger keeps a hash of each.")
    for folder_kept in kept:
        click.echo(f"{folder_kept} holds more than the built site, so it was left alone. Empty it by hand.", err=True)
    _report(hub, plan)


def _announce(plan: Forgetting) -> None:
    person = f"{plan.names[0]} ({plan.id})" if plan.names else plan.id
    lines = [f"This erases {person}:"]
    for title, paths in (
        ("removed", plan.removed_files),
        ("removed, written alone", plan.removed_posts),
        ("stays without the name", plan.kept_posts),
    ):
        lines += [f"  {title}: {path}" for path in paths]
    lines.append("  emptied: the built site and the cache; the next build writes them again")
    click.echo("\n".join(lines), err=True)


def _clear_outputs(hub: Hub) -> list[Path]:
    """Empty the built sites and remove the caches; gives back folders that were spared because they hold sources."""
    spared = []
    for site in (hub.site_dir, hub.site_dir.with_name(f"{hub.site_dir.name}-internal")):
        if hub.content.is_relative_to(site) or hub.root.is_relative_to(site):
            spared.append(site)
        elif site.is_dir():
            _empty(site)
    for cache in (hub.cache.with_name("voices"), hub.cache.with_name("voices-internal")):
        if cache.is_dir():
            shutil.rmtree(cache)
    return spared


def _empty(folder: Path) -> None:
    for inside in sorted(folder.iterdir()):
        if inside.name.startswith("."):  # site/.gitignore keeps the folder in a clone.
            continue
        if inside.is_dir() and not inside.is_symlink():
            shutil.rmtree(inside)
        else:
            inside.unlink()


def _report(hub: Hub, plan: Forgetting) -> None:
    for path in plan.unreviewed:
        click.echo(
            f"{path} is stated to be generated and has lost its reviewer. Name another in reviewed_by.", err=True
        )
    places = (hub.content, hub.site_dir, hub.root / ".cache", hub.config_file)
    left = list(traces(hub.root, places, wanted(plan.id, plan.names)))
    if left:
        click.echo("Others still name the person (or a word like it). Decide line by line:", err=True)
    for trace in left:
        click.echo(f"  {trace}", err=True)
    click.echo(_PEOPLE_ONLY, err=True)
