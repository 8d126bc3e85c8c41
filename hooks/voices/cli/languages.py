"""``voices languages``: are the hub's own words whole in every language, and what is still to be translated.

Comes in: the package's Python modules and templates, and the catalogues (``.po``) of the package and of the hub. Goes out:
findings, or with ``--update`` the same catalogues with new sentences added and old ones gone. Translating is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import PoFileError, read_po, write_po

from voices import i18n
from voices.cli import Session
from voices.findings import Finding, blocks, ordered
from voices.settings import SettingsError
from voices.store import write_if_changed
from voices.text import counted

PACKAGE = Path(__file__).parents[1]
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "n_": (1, 2),
    "ngettext": (1, 2),
    "p_": ((1, "c"), 2),
    "pgettext": ((1, "c"), 2),
}
_FIELD = re.compile(r"\{\w+\}")
_TEMPLATE_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false", "encoding": "utf-8"}
_VOLATILE = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To):[^\n]*\n',
    re.MULTILINE,
)


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]…")
@click.option("--update", is_flag=True, help="Add the new sentences to the catalogues and drop those nobody uses.")
@click.pass_obj
def languages(session: Session, codes: tuple[str, ...], *, update: bool) -> None:
    """Check the translations of the hub's own words.

    Without CODE every catalogue is looked at. With --update, a CODE that has none yet gets one in the languages folder
    beside mkdocs.yml: fill in its msgstr lines, and the hub speaks that language.

    \b
    voices languages
    voices languages --update et
    """
    wrong = [code for code in codes if not i18n.is_language_code(code)]
    if wrong:
        raise click.UsageError(f'"{wrong[0]}" is not a language code. Write one like fi or pt-BR.')
    own = _own_folder(session)
    template = extracted()
    files = catalogue_files((i18n.CATALOGUES, own), codes)
    if update:
        files += [own / f"{code}.po" for code in codes if not any(file.stem == code for file in files)]
        for file in files:
            wrote = write_if_changed(file, updated(file, template))
            session.say(f"{file.name}: {'brought up to date' if wrote else 'nothing new'}.")
    found = ordered(finding for file in files for finding in check_catalogue(file, template))
    for finding in found:
        click.echo(str(finding), err=True)
    session.say(
        f"{counted(len(files), 'catalogue', 'catalogues')} of {len(template)} sentences, "
        f"{counted(len(found), 'finding', 'findings')}."
    )
    if blocks(found):
        raise click.exceptions.Exit(1)


def extracted() -> Catalog:
    """Every sentence that the package's modules and templates ask to be translated, by sentence."""
    template = Catalog(fuzzy=False)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in (".py", ".html") or "assets" in path.parts:
            continue
        method, options = ("python", {}) if path.suffix == ".py" else ("jinja2.ext:babel_extract", _TEMPLATE_OPTIONS)
        with path.open("rb") as source:
            for _line, message, _comments, context in extract(method, source, KEYWORDS, options=options):
                template.add(message, locations=[(path.relative_to(PACKAGE).as_posix(), 1)], context=context)
    return template


def catalogue_files(folders: Sequence[Path], codes: Sequence[str] = ()) -> list[Path]:
    """The ``.po`` files in ``folders``, all or those of ``codes``, by folder and name."""
    files = [path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.po"))]
    return [path for path in files if not codes or path.stem in codes]


def check_catalogue(file: Path, template: Catalog) -> Iterator[Finding]:
    """What a catalogue lacks or gets wrong, against the sentences in use."""
    try:
        catalogue = _read(file)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        message = f"This is not a gettext catalogue: {error}. Begin again with voices languages --update {file.stem}."
        yield Finding(file.name, 1, "language.unreadable", "block", message)
        return
    for wanted in template:
        if wanted.id:
            yield from _check(file.name, wanted, catalogue.get(_first(wanted), wanted.context), catalogue)
    for known in catalogue:
        if known.id and template.get(_first(known), known.context) is None:
            message = f'"{_first(known)}" is used nowhere. Run voices languages --update.'
            yield Finding(file.name, known.lineno or 1, "language.unused", "hint", message)


def updated(file: Path, template: Catalog) -> bytes:
    """The catalogue with exactly the sentences in use, in their order; what was translated stays."""
    code = file.stem.replace("-", "_")
    old = _read(file) if file.is_file() else Catalog(locale=code)
    new = Catalog(locale=code, project="Voices", version="1", header_comment=old.header_comment, fuzzy=False)
    new.header_comment = old.header_comment if file.is_file() else f"# The hub's own words in {file.stem}."
    for wanted in template:
        if not wanted.id:
            continue
        known = old.get(_first(wanted), wanted.context)
        said = known.string if known is not None and _same_kind(known, wanted) else ""
        paths = sorted({path for path, _line in wanted.locations})
        new.add(wanted.id, said or "", locations=[(path, 1) for path in paths], context=wanted.context)
    out = BytesIO()
    write_po(out, new, width=110, include_lineno=False, sort_output=False)
    return _VOLATILE.sub(b"", out.getvalue())


def _check(name: str, wanted: Message, known: Message | None, catalogue: Catalog) -> Iterator[Finding]:
    first = _first(wanted)
    said = _said(known)
    line = known.lineno if known is not None and known.lineno else 1
    expected = catalogue.num_plurals if wanted.pluralizable else 1
    if len([text for text in said if text]) < expected or (known is not None and known.fuzzy):
        message = f'"{first}" is not translated{" in every form" if any(said) else ""}. Fill in its msgstr.'
        yield Finding(name, line, "language.missing", "block", message)
        return
    fields = {field for text in _ids(wanted) for field in _FIELD.findall(text)}
    for text in said:
        # A form for one may say the number in words; nothing else may be missing or made up.
        lost = fields - set(_FIELD.findall(text)) - ({"{n}"} if wanted.pluralizable else set())
        if lost or set(_FIELD.findall(text)) - fields:
            message = f'"{text}" does not have the fields of "{first}". It needs {", ".join(sorted(fields)) or "none"}.'
            yield Finding(name, line, "language.fields", "block", message)


def _said(message: Message | None) -> list[str]:
    said = message.string if message is not None else ()
    return [said] if isinstance(said, str) else list(said or ())


def _read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=file.stem.replace("-", "_"), abort_invalid=True)


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _first(message: Message) -> str:
    return _ids(message)[0]


def _same_kind(known: Message, wanted: Message) -> bool:
    return isinstance(known.string, str) != wanted.pluralizable


def _own_folder(session: Session) -> Path:
    """The hub's own ``languages`` folder; without a hub here, the one that would be beside mkdocs.yml."""
    try:
        return session.hub().language_folders[-1]
    except SettingsError:
        return session.config_file.resolve().parent / "languages"
