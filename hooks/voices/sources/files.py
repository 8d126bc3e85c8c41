"""One Markdown file of the content folder, from bytes to the model: a pure function that a worker process can run.

Comes in: the file's place, its bytes and the few settings that matter. Goes out: what it describes, or None, with every
finding. Whether files it names exist, and whether two files claim one address, is left to ``reading``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Literal, cast
from zoneinfo import ZoneInfo

from msgspec import Struct

from voices import i18n
from voices.findings import Finding
from voices.model import Author, Document, Job, Post, Source, Subject, SubjectKind
from voices.sources.building import build_author, build_job, build_post, build_subject
from voices.sources.faults import fill
from voices.sources.fields import check_slug
from voices.sources.forms import AuthorForm, Form, JobForm, PlaceForm, PostForm, TeamForm, TopicForm
from voices.sources.frontmatter import Head, decode, line_of, split
from voices.sources.markdown import ENGLISH_WORDS, render
from voices.store import digest
from voices.text import slugify, without_day

Kind = Literal["author", "post", "topic", "team", "place", "job"]
FOLDERS: Mapping[str, Kind] = {
    "authors": "author",
    "jobs": "job",
    "places": "place",
    "posts": "post",
    "teams": "team",
    "topics": "topic",
}
TRANSLATED: frozenset[Kind] = frozenset({"author", "topic", "team", "place"})
_SUBJECT_FORMS: Mapping[Kind, type[TopicForm | TeamForm | PlaceForm]] = {
    "topic": TopicForm,
    "team": TeamForm,
    "place": PlaceForm,
}


class Reading(Struct, frozen=True):
    """The settings that decide what a file says; all of them are part of the cache key."""

    prefix: str
    """The content folder relative to mkdocs.yml, with a slash at the end."""
    timezone: str = "UTC"
    default_language: str = "en"
    language_folders: tuple[Path, ...] = ()
    author_languages: tuple[tuple[str, str], ...] = ()


class Result(Struct, frozen=True):
    """What one file says. ``document`` alone is filled for a second biography or introduction."""

    author: Author | None = None
    post: Post | None = None
    subject: Subject | None = None
    job: Job | None = None
    document: Document | None = None
    findings: tuple[Finding, ...] = ()


def kind_of(place: str) -> Kind | None:
    """Which kind of file lies at ``place`` (a path inside the content folder); None for everything else."""
    folder, _, rest = place.partition("/")
    if not rest.endswith(".md"):
        return None
    kind = FOLDERS.get(folder)
    return kind if kind == "post" or "/" not in rest else None


def name_of(place: str, kind: Kind) -> tuple[str, str]:
    """The id in a file's name, and the language code of a second text (``aino.fi.md``), or an empty one."""
    stem = PurePosixPath(place).stem
    if kind in TRANSLATED and "." in stem:
        id_, _, code = stem.rpartition(".")
        return id_, code
    return (without_day(stem) if kind == "post" else stem), ""


def read_file(place: str, data: bytes, reading: Reading) -> Result:
    """What the file at ``place`` with the bytes ``data`` says. Takes and gives plain data only."""
    kind = kind_of(place)
    if kind is None:
        raise ValueError(f"{place} is none of the hub's Markdown files")
    path = reading.prefix + place
    text, faults = decode(data, path)
    if faults:
        return Result(findings=faults)
    head = split(text, path)
    id_, code = name_of(place, kind)
    if code:
        return _second_text(place, path, code, head, reading)
    if not head.present:
        return Result(findings=(_headless(path, kind, text),))
    if head.broken:
        return Result(findings=head.findings)
    source = Source(path, head.lines, digest(data))
    result = (
        _read_post(place, head, source, reading, id_)
        if kind == "post"
        else _read_named(kind, place, head, source, reading, id_)
    )
    return result if not head.findings else _with(result, head.findings)


def _read_post(place: str, head: Head, source: Source, reading: Reading, named: str) -> Result:
    form, findings = fill(PostForm, head, source.path, ZoneInfo(reading.timezone))
    slug = (form.slug if form else "") or slugify(named)
    if not (form.slug if form else "slug" in head.values):
        findings += _post_name_findings(source.path, named)
    if form is None or any(finding.severity == "block" for finding in findings):
        return Result(findings=findings)
    first = dict(reading.author_languages).get(form.authors[0], "")
    document = _render(place, head, source.path, form.language or first or reading.default_language, reading)
    post = build_post(slug, form, source, place, document)
    return Result(post=post, findings=(*findings, *document.findings))


def _read_named(kind: Kind, place: str, head: Head, source: Source, reading: Reading, id_: str) -> Result:
    zone = ZoneInfo(reading.timezone)
    named = _name_findings(source.path, id_)
    form: Form | None
    if kind == "author":
        form, findings = fill(AuthorForm, head, source.path, zone)
    elif kind == "job":
        form, findings = fill(JobForm, head, source.path, zone)
    else:
        form, findings = fill(_SUBJECT_FORMS[kind], head, source.path, zone)
    findings = (*named, *findings)
    if form is None or named:
        return Result(findings=findings)
    if isinstance(form, AuthorForm):
        language = form.languages[0] if form.languages else reading.default_language
        document = _render(place, head, source.path, language, reading)
        lines = tuple(line_of(head, ("feeds", index)) for index in range(len(form.feeds)))
        return Result(
            author=build_author(id_, form, source, place, lines),
            document=document,
            findings=(*findings, *document.findings),
        )
    if isinstance(form, JobForm):
        document = _render(place, head, source.path, form.language or reading.default_language, reading)
        return Result(job=build_job(id_, form, source, document), findings=(*findings, *document.findings))
    document = _render(place, head, source.path, reading.default_language, reading)
    subject = build_subject(cast("SubjectKind", kind), id_, cast("TopicForm", form), source, place)
    return Result(subject=subject, document=document, findings=(*findings, *document.findings))


def _second_text(place: str, path: str, code: str, head: Head, reading: Reading) -> Result:
    findings = list(head.findings)
    if not i18n.is_language_code(code):
        message = (
            f'"{code}" in the file\'s name is not a language code. Name the file like aino.fi.md, without other dots.'
        )
        return Result(findings=(*findings, Finding(path, 1, "file.name", "block", message)))
    if head.values:
        message = "only the text of this file is read, not its head. Remove the lines between the hyphens."
        findings.append(Finding(path, 1, "front-matter.unused", "warn", message))
    document = _render(place, head, path, code, reading)
    return Result(document=document, findings=(*findings, *document.findings))


def _render(place: str, head: Head, path: str, language: str, reading: Reading) -> Document:
    words = i18n.language(language, reading.language_folders)
    said = {key: words.gettext(word) for key, word in ENGLISH_WORDS.items()} if language != "en" else ENGLISH_WORDS
    return render(head.body, path, head.first_line, place=place, words=said)


def _headless(path: str, kind: Kind, text: str) -> Finding:
    first = "title: …" if kind in ("post", "job") else "name: …"
    what = "the file has no head" if text.strip() else "the file is empty"
    if text.startswith("+++"):
        what = "the head is TOML, and this hub reads YAML"
    message = (
        f"{what}. Begin it with a line of three hyphens, then {first} and the other keys, then three hyphens again."
    )
    return Finding(path, 1, "front-matter.missing", "block", message)


def _name_findings(path: str, name: str) -> tuple[Finding, ...]:
    try:
        check_slug(name)
    except ValueError as error:
        message = f"the file's name becomes the address: {str(error).rstrip('.')}. Rename the file."
        return (Finding(path, 1, "file.name", "block", message),)
    return ()


def _post_name_findings(path: str, name: str) -> tuple[Finding, ...]:
    """A post's address is made from its file's name: a hint where nobody would guess it, a block where it can't be."""
    slug = slugify(name)
    try:
        check_slug(slug or name)
    except ValueError as error:
        told = str(error).rstrip(".")
        message = f"the file's name becomes the address: {told}. Rename the file, or add a line slug: …"
        return (Finding(path, 1, "file.name", "block", message),)
    if slug == name:
        return ()
    message = (
        f'the file\'s name "{name}" becomes the address posts/{slug}/. '
        f"Rename the file to {slug}.md, or add a line slug: … for another address."
    )
    return (Finding(path, 1, "file.address", "hint", message),)


def _with(result: Result, findings: tuple[Finding, ...]) -> Result:
    blocked = any(finding.severity == "block" for finding in findings)
    if blocked:
        return Result(findings=(*findings, *result.findings))
    return Result(
        result.author, result.post, result.subject, result.job, result.document, (*findings, *result.findings)
    )
