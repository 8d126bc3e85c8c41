"""Links inside texts: is what they point to published, and does an address of this site answer?

Comes in: documents with the content folder's paths and the addresses they refer to. Goes out: the address of each Markdown
file that is a page, and findings. Whether a file is there at all is known where files are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from msgspec import Struct

from voices.catalog.addresses import Answering
from voices.catalog.redirects import HUB_PAGES, site_path
from voices.catalog.visibility import Shown
from voices.findings import Finding, Severity, closest
from voices.model import Author, Content, Document, Job, Post, Reference, Subject
from voices.policy.schema import PATH_IN_CONTENT
from voices.settings import Hub

_ENUMERATED = ("posts/", "authors/", "topics/", "teams/", "places/", "jobs/")
_WITH_MORE = (*_ENUMERATED, "archive/", "languages/", "api/", "assets/", "page/", "schema/", "search/")
"""What has pages or files that are not known here one by one."""
_UNSHOWN_ADVICE = "Take the link out, or wait until it is published."
_FOLDERS = {"topic": "topics", "team": "teams", "place": "places"}


class Text(Struct, frozen=True):
    """A document and the file it stands in, relative to mkdocs.yml."""

    path: str
    document: Document


def _texts(content: Content) -> Iterator[Text]:
    # Drafts included: a broken link is worth knowing before it is published.
    for post in content.posts:
        yield Text(post.source.path, post.document)
    for job in content.jobs:
        yield Text(job.source.path, job.document)
    for author in content.authors:
        yield from (Text(_in_language(author.source.path, code), text) for code, text in author.biographies)
    for subject in content.subjects:
        yield from (Text(_in_language(subject.source.path, code), text) for code, text in subject.introductions)


def text_findings(
    hub: Hub, content: Content, shown: Shown, published: Mapping[str, str], answering: Answering
) -> list[Finding]:
    """What is wrong with the links and pictures of all texts; ``published`` is what ``addresses_by_path`` gave."""
    prefix = f"{hub.path_of(hub.content)}/"
    reasons: dict[str, str] = {}
    for post in content.posts:
        if reason := shown.left_out.get(post.slug):
            reasons[post.source.path.removeprefix(prefix)] = f"that post is not shown ({reason}). {_UNSHOWN_ADVICE}"
    for author in content.authors:
        if author.id not in shown.people:
            reasons[author.source.path.removeprefix(prefix)] = f"that person has no page. {_UNSHOWN_ADVICE}"
    pages = {*_hub_pages(hub, content), *(address for address, _ in _own_pages(hub, content).values())}
    return [
        *_unshown_findings(_texts(content), published.keys(), reasons),
        *_address_findings(hub, _texts(content), {*answering.addresses, *answering.unread}, pages),
    ]


def addresses_by_path(
    content_prefix: str,
    posts: Iterable[Post],
    authors: Iterable[Author],
    subjects: Iterable[Subject],
    jobs: Iterable[Job],
) -> dict[str, str]:
    """The address of each file that is a page, by its path inside the content folder; second languages included."""
    found: dict[str, str] = {}

    def add(path: str, address: str, codes: Iterable[str] = ("",)) -> None:
        for code in codes:
            found[_in_language(path, code).removeprefix(content_prefix)] = address

    for post in posts:
        add(post.source.path, f"posts/{post.slug}/")
    for author in authors:
        add(author.source.path, f"authors/{author.id}/", ("", *(code for code, _ in author.biographies)))
    for subject in subjects:
        codes = ("", *(code for code, _ in subject.introductions))
        add(subject.source.path, f"{_FOLDERS[subject.kind]}/{subject.id}/", codes)
    for job in jobs:
        if not job.board:
            add(job.source.path, f"jobs/{job.id}/")
    return found


def _unshown_findings(texts: Iterable[Text], published: Set[str], reasons: Mapping[str, str]) -> list[Finding]:
    return [
        _finding(text, reference, "reference.unpublished", "warn", reasons[reference.target])
        for text in texts
        for reference in text.document.references
        if reference.target in reasons and reference.target not in published
    ]


def _hub_pages(hub: Hub, content: Content) -> set[str]:
    """The hub's lists and single pages; which of its own Markdown pages there are, the content folder tells."""
    features = hub.voices.features
    guided = features.policy and PATH_IN_CONTENT in content.media
    shown = {"jobs/": features.jobs, "policy/": guided, "recruit/": features.recruit}
    written = ("about/", "legal/")
    return {page for page in HUB_PAGES if shown.get(page, True) and not page.startswith(written)}


def _own_pages(hub: Hub, content: Content) -> dict[str, tuple[str, str]]:
    """Each Markdown page that MkDocs renders, by its path: its address in the default language, and its language."""
    found = {}
    pages = (path for path in content.media if path.endswith(".md"))
    for path in sorted(path for path in pages if not path.startswith((*_ENUMERATED, "feeds/"))):
        stem = path.removesuffix(".md")
        name, _, code = stem.rpartition(".")
        if code in hub.voices.languages:
            stem = name
        folder, _, last = stem.rpartition("/")
        language = code if code in hub.voices.languages else hub.default_language
        found[path] = site_path(folder if last in ("index", "README") else stem), language
    return found


def page_findings(hub: Hub, content: Content) -> list[Finding]:
    """A warn for each page of MkDocs' that hides one of the hub's own, or another with the same address."""
    own = _hub_pages(hub, content) - {""}
    taken: dict[tuple[str, str], str] = {}
    findings = []
    for path, place in _own_pages(hub, content).items():
        if path.endswith("README.md"):  # MkDocs leaves it out beside an index.md
            continue
        other = "a page of the hub's own" if place[0] in own else taken.setdefault(place, path)
        if other != path:
            address = hub.in_language(*place)
            message = f"this page would stand at /{address}, in place of {other}. Rename the file."
            findings.append(Finding(f"{hub.path_of(hub.content)}/{path}", 1, "page.taken", "warn", message))
    return findings


def _address_findings(hub: Hub, texts: Iterable[Text], answering: Set[str], pages: Set[str]) -> list[Finding]:
    """What a link written as an address of this site (``/posts/cache/``) finds nothing at.

    A block for people's pages, which are known here to the last one; a warn for an address of no known kind. Numbered pages
    of lists, and files, are left to whoever writes them.
    """
    findings = []
    for text in texts:
        for reference in text.document.references:
            if not reference.target.startswith("/"):
                continue
            address = site_path(reference.target)
            code, _, rest = address.partition("/")
            page = rest if code in hub.voices.languages[1:] else address
            # A file beside a page (its feed, its card) stands and falls with the page.
            page = page if page in answering else page[: page.rfind("/") + 1]
            known = page in answering or page in pages
            if not known and address.endswith("/") and (page in HUB_PAGES or not page.startswith(_WITH_MORE)):
                message = f"no page of this hub has that address. {_advice(page, {*answering, *pages}, 2)}"
                findings.append(_finding(text, reference, "reference.unknown-page", "warn", message))
            if page.startswith(_ENUMERATED) and page.count("/") == 2 and page not in answering:
                message = f"no page of this hub has that address. {_advice(page, answering, 4)}"
                findings.append(_finding(text, reference, "reference.missing", "block", message))
    return findings


def _advice(page: str, known: Set[str], distance: int) -> str:
    near = closest(page, known, distance)
    return f'Did you mean "/{near}"?' if near else "Correct it, or link to the Markdown file instead."


def _finding(text: Text, reference: Reference, rule: str, severity: Severity, message: str) -> Finding:
    kind = "picture" if reference.kind == "image" else "link"
    return Finding(text.path, reference.line, rule, severity, f'{kind} to "{reference.target}": {message}')


def _in_language(path: str, code: str) -> str:
    return f"{path.removesuffix('.md')}.{code}.md" if code else path
