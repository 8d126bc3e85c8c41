"""Writes a corpus out for each generator, and knows each generator's commands.

The work is the same on all sides: a page a post, pages for authors and topics, an archive, feeds, a search index by
Pagefind; entries of the authors' own blogs in all lists, as short posts with a link where a generator knows nothing else;
cards and the resizing of pictures are off.
"""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

import yaml
from PIL import Image

from bench.corpus import BenchEntry, BenchPost, Corpus

ROOT = Path(__file__).parents[1]


class Generator(ABC):
    """One generator's project in ``folder``; ``peers`` is the environment with the peers' programs."""

    name: ClassVar[str]
    output: ClassVar[str] = "site"

    def __init__(self, folder: Path, peers: Path) -> None:
        self.folder = folder
        self.peers = peers

    @abstractmethod
    def write(self, corpus: Corpus) -> None:
        """Write the whole project."""

    @abstractmethod
    def post_path(self, post: BenchPost) -> Path:
        """The file of a post."""

    @abstractmethod
    def post_text(self, post: BenchPost) -> str:
        """What stands in it."""

    @abstractmethod
    def clean_build(self) -> list[list[str]]:
        """The commands of a build from nothing; caches are removed before."""

    def rebuild(self) -> list[list[str]]:
        """The commands of a build after an edit."""
        return self.clean_build()

    @abstractmethod
    def template(self) -> Path:
        """A template that every page uses, for the template edit."""

    def author_path(self) -> Path | None:
        """The profile of the first author, where the generator has profiles in files of their own."""
        return None

    def caches(self) -> list[Path]:
        """What a clean build must not find."""
        return [self.folder / self.output]

    def put(self, post: BenchPost) -> None:
        """Write one post's file."""
        path = self.post_path(post)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.post_text(post), encoding="utf-8")

    def put_entries(self, corpus: Corpus) -> None:
        """Write the entries as short posts, which is what they are to a generator that knows no other blogs."""
        for entry in corpus.entries():
            self.put(short_post(entry))

    def _pagefind(self) -> list[str]:
        return [sys.executable, "-m", "pagefind", "--site", self.output, "--quiet"]

    def _text(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


class Ours(Generator):
    """Voices."""

    name = "voices"

    def write(self, corpus: Corpus) -> None:
        """A hub with a profile an author, and settings that switch off cards and resizing."""
        config = {
            "site_name": "Bench",
            "site_url": "https://bench.example/",
            "docs_dir": "content",
            "theme": {"name": "material"},
            "hooks": [str(ROOT / "hooks" / "hub.py")],
            "extra": {"voices": {"cards": "off", "pictures": "original", "features": self.features()}},
        }
        self._text("mkdocs.yml", yaml.safe_dump(config))
        self._text("content/index.md", "# Bench\n")
        for page in ("privacy", "imprint", "accessibility"):
            self._text(f"content/legal/{page}.md", f"# {page.title()}\n\nWords.\n")
        for author in corpus.authors:
            head = f"---\nname: {author.name}\nrole: Engineer\nteam: Team {author.id[-1]}\nagreed: 2020-01-01\n"
            feed = f"feeds:\n  - url: https://{author.id}.example/feed.xml\n---\n"
            self._text(f"content/authors/{author.id}.md", f"{head}{feed}Writes.\n")
        self._archive(corpus)
        for post in corpus.posts():
            self.put(post)
            if post.has_picture:
                _picture(self.post_path(post).with_suffix(".jpg"), post.number)

    def _archive(self, corpus: Corpus) -> None:
        """The entries as ``voices fetch`` keeps them."""
        items: dict[str, list[dict[str, Any]]] = {author.id: [] for author in corpus.authors}
        for entry in corpus.entries():
            seen = f"{entry.date.isoformat()}T08:00:00Z"
            kept = {"status": "published", "slug": f"entry-{entry.number}", "first_seen": seen, "guid": entry.url}
            item = {"id": entry.url, "url": entry.url, "title": entry.title, "date_published": seen}
            text = {"summary": entry.summary, "tags": entry.topics, "language": "en"}
            items[entry.author.id].insert(0, {**item, **text, "_voices": kept})
        for author, found in items.items():
            feed = {
                "version": "https://jsonfeed.org/version/1.1",
                "title": f"{author}'s blog",
                "feed_url": f"https://{author}.example/feed.xml",
                "items": found,
                "_voices": {
                    "state": "ok",
                    "since": "2026-01-01",
                    "title": f"{author}'s blog",
                    "host": f"{author}.example",
                },
            }
            self._text(f"content/feeds/{author}/{author}-example.json", json.dumps(feed, indent=1))

    def features(self) -> dict[str, bool]:
        """What is switched on."""
        return {"policy": False, "jobs": False, "recruit": False, "search": True}

    def post_path(self, post: BenchPost) -> Path:
        """Year folders by habit."""
        return self.folder / "content" / "posts" / str(post.date.year) / f"{post.slug}.md"

    def post_text(self, post: BenchPost) -> str:
        """Front matter of the contract."""
        head = {
            "title": post.title,
            "authors": [post.author.id],
            "date": post.date.isoformat(),
            "topics": list(post.topics),
            "summary": post.summary,
        }
        picture = f"![A pattern]({post.slug}.jpg)\n\n" if post.has_picture else ""
        return f"---\n{yaml.safe_dump(head, sort_keys=False)}---\n{picture}{post.body}"

    def clean_build(self) -> list[list[str]]:
        """MkDocs' own command, as a hub's owner would run it."""
        return [[sys.executable, "-m", "mkdocs", "build", "--quiet"]]

    def rebuild(self) -> list[list[str]]:
        """The incremental build."""
        return [[str(Path(sys.executable).with_name("voices")), "--quiet", "build"]]

    def template(self) -> Path:
        """A catalogue of the hub's own: every page depends on it, as on a template."""
        return self.folder / "languages" / "en.po"

    def author_path(self) -> Path | None:
        """The first author's profile."""
        return self.folder / "content" / "authors" / "author-0.md"

    def caches(self) -> list[Path]:
        """Site and cache."""
        return [self.folder / "site", self.folder / ".cache"]


class OursWithoutSearch(Ours):
    """Voices without its search index, beside Hugo alone."""

    name = "voices, no search"

    def features(self) -> dict[str, bool]:
        """The same without search."""
        return {**super().features(), "search": False}


class Material(Generator):
    """Material for MkDocs' blog plugin with authors and tags, its feeds by the plugin its manual names for them."""

    name = "material blog + pagefind"

    def write(self, corpus: Corpus) -> None:
        """One blog, authors in its ``.authors.yml``, tags as categories."""
        feeds = {"match_path": ".*posts/.*", "date_from_meta": {"as_creation": "date"}, "length": 30, "use_git": False}
        config = {
            "site_name": "Bench",
            "site_url": "https://bench.example/",
            "docs_dir": "docs",
            "theme": {"name": "material", "font": False},
            "markdown_extensions": ["pymdownx.highlight", "pymdownx.superfences", "attr_list", "tables", "footnotes"],
            "plugins": [
                {"blog": {"blog_dir": ".", "authors_profiles": True, "archive": True, "pagination_per_page": 24}},
                "tags",
                {"rss": feeds},
            ],
        }
        self._text("mkdocs.yml", yaml.safe_dump(config))
        self._text("docs/index.md", "# Bench\n")
        authors = {author.id: _material_author(author.name) for author in corpus.authors}
        self._text("docs/.authors.yml", yaml.safe_dump({"authors": authors}))
        for post in corpus.posts():
            self.put(post)
            if post.has_picture:
                _picture(self.post_path(post).with_suffix(".jpg"), post.number)
        self.put_entries(corpus)

    def post_path(self, post: BenchPost) -> Path:
        """Where the blog plugin looks."""
        return self.folder / "docs" / "posts" / f"{post.slug}.md"

    def post_text(self, post: BenchPost) -> str:
        """The blog plugin's front matter."""
        head = {
            "date": post.date,
            "authors": [post.author.id],
            "categories": list(post.topics),
            "tags": list(post.topics),
            "slug": post.slug,
        }
        picture = f"![A pattern]({post.slug}.jpg)\n\n" if post.has_picture else ""
        return (
            f"---\n{yaml.safe_dump(head, sort_keys=False)}---\n# {post.title}\n\n{post.summary}\n\n<!-- more -->\n\n"
            f"{picture}{post.body}"
        )

    def clean_build(self) -> list[list[str]]:
        """Its one build, then Pagefind."""
        return [[str(self.peers / "bin" / "mkdocs"), "build", "--quiet"], self._pagefind()]

    def template(self) -> Path:
        """Its settings: every page shows the site's name."""
        return self.folder / "mkdocs.yml"


class Hugo(Generator):
    """Hugo with minimal templates of the same pages."""

    name = "hugo + pagefind"

    def write(self, corpus: Corpus) -> None:
        """Sections, two taxonomies, an archive and feeds."""
        config = (
            'baseURL = "https://bench.example/"\ntitle = "Bench"\npublishDir = "site"\n'
            '[taxonomies]\nauthor = "authors"\ntopic = "topics"\n[pagination]\npagerSize = 24\n'
            "[services.rss]\nlimit = 30\n[markup.highlight]\nnoClasses = false\n"
        )
        self._text("hugo.toml", config)
        for name, text in _HUGO_LAYOUTS.items():
            self._text(f"layouts/{name}", text)
        for author in corpus.authors:
            self._text(f"content/authors/{author.id}/_index.md", f'+++\ntitle = "{author.name}"\n+++\nWrites.\n')
        self._text("content/archive.md", '+++\ntitle = "Archive"\nlayout = "archive"\n+++\n')
        for post in corpus.posts():
            self.put(post)
            if post.has_picture:
                _picture(self.folder / "static" / "posts" / post.slug / f"{post.slug}.jpg", post.number)
        self.put_entries(corpus)

    def post_path(self, post: BenchPost) -> Path:
        """One folder of posts."""
        return self.folder / "content" / "posts" / str(post.date.year) / f"{post.slug}.md"

    def post_text(self, post: BenchPost) -> str:
        """TOML front matter, which is what Hugo reads fastest."""
        topics = ", ".join(f'"{topic}"' for topic in post.topics)
        picture = f"![A pattern]({post.slug}.jpg)\n\n" if post.has_picture else ""
        return (
            f'+++\ntitle = "{post.title}"\ndate = {post.date.isoformat()}\nslug = "{post.slug}"\n'
            f'authors = ["{post.author.id}"]\ntopics = [{topics}]\nsummary = "{post.summary}"\n+++\n{picture}{post.body}'
        )

    def clean_build(self) -> list[list[str]]:
        """Hugo, then Pagefind over its pages."""
        return [self._hugo(), self._pagefind()]

    def _hugo(self) -> list[str]:
        return [str(self.peers / "bin" / "hugo"), "--quiet", "--cleanDestinationDir"]

    def template(self) -> Path:
        """The base template."""
        return self.folder / "layouts" / "_default" / "baseof.html"

    def author_path(self) -> Path | None:
        """The first author's page."""
        return self.folder / "content" / "authors" / "author-0" / "_index.md"


class HugoAlone(Hugo):
    """Hugo without a search index."""

    name = "hugo alone"

    def clean_build(self) -> list[list[str]]:
        """Hugo only."""
        return [self._hugo()]


class Pelican(Generator):
    """Pelican with its default theme's pages and a feed an author and category."""

    name = "pelican + pagefind"
    output = "output"

    def write(self, corpus: Corpus) -> None:
        """Settings, then posts with Pelican's metadata."""
        settings = (
            'SITENAME = "Bench"\nSITEURL = "https://bench.example"\nPATH = "content"\nTIMEZONE = "UTC"\n'
            'DEFAULT_LANG = "en"\nTHEME = "simple"\nDEFAULT_PAGINATION = 24\nFEED_ALL_ATOM = "feeds/all.xml"\n'
            'TAG_FEED_ATOM = "feeds/{slug}.xml"\nAUTHOR_FEED_ATOM = "feeds/author-{slug}.xml"\nFEED_MAX_ITEMS = 30\n'
            'ARTICLE_PATHS = ["posts"]\nSTATIC_PATHS = ["pictures"]\n'
        )
        self._text("pelicanconf.py", settings)
        for post in corpus.posts():
            self.put(post)
            if post.has_picture:
                _picture(self.folder / "content" / "pictures" / f"{post.slug}.jpg", post.number)
        self.put_entries(corpus)

    def post_path(self, post: BenchPost) -> Path:
        """One folder of posts."""
        return self.folder / "content" / "posts" / f"{post.slug}.md"

    def post_text(self, post: BenchPost) -> str:
        """Pelican's own metadata lines."""
        picture = f"![A pattern]({{static}}/pictures/{post.slug}.jpg)\n\n" if post.has_picture else ""
        return (
            f"Title: {post.title}\nDate: {post.date.isoformat()}\nAuthor: {post.author.name}\nSlug: {post.slug}\n"
            f"Tags: {', '.join(post.topics)}\nSummary: {post.summary}\n\n{picture}{post.body}"
        )

    def clean_build(self) -> list[list[str]]:
        """Pelican, then Pagefind."""
        return [[str(self.peers / "bin" / "pelican"), "--quiet", "content"], self._pagefind()]

    def template(self) -> Path:
        """Its settings: every page shows the site's name."""
        return self.folder / "pelicanconf.py"


def short_post(entry: BenchEntry) -> BenchPost:
    """An entry as a post of a paragraph and a link."""
    body = f"{entry.summary}\n\n[Read it where it was first published]({entry.url})\n"
    return BenchPost(
        number=1,
        slug=f"entry-{entry.number}",
        title=entry.title,
        date=entry.date,
        author=entry.author,
        topics=entry.topics,
        summary=entry.summary,
        body=body,
        has_picture=False,
    )


def _material_author(name: str) -> dict[str, str]:
    return {"name": name, "description": "Engineer", "avatar": "https://bench.example/face.png"}


def _picture(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (320, 180), ((number * 37) % 256, (number * 91) % 256, 120)).save(path, quality=80)


_HUGO_LAYOUTS = {
    "_default/baseof.html": (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} · Bench</title>'
        '<link rel="canonical" href="{{ .Permalink }}"></head><body><header><a href="/">Bench</a></header>'
        '<main data-pagefind-body>{{ block "main" . }}{{ end }}</main><footer>Bench</footer></body></html>'
    ),
    "_default/single.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ range .Params.authors }}<a href="/authors/{{ . }}/">{{ . }}</a>'
        '{{ end }} {{ .Date.Format "2006-01-02" }}</p>{{ .Content }}{{ range .Params.topics }}'
        '<a href="/topics/{{ . | urlize }}/">{{ . }}</a>{{ end }}{{ end }}'
    ),
    "_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ range .Paginator.Pages }}<article><h2>'
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary }}</p></article>{{ end }}'
        '{{ if .Paginator.HasNext }}<a href="{{ .Paginator.Next.URL }}">More</a>{{ end }}{{ end }}'
    ),
    "_default/archive.html": (
        '{{ define "main" }}<h1>Archive</h1>{{ range (where site.RegularPages "Section" "posts").GroupByDate "2006" }}'
        '<h2>{{ .Key }}</h2>{{ range .Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}{{ end }}'
        "{{ end }}"
    ),
    "index.html": (
        '{{ define "main" }}{{ range (.Paginate (where site.RegularPages "Section" "posts")).Pages }}<article><h2>'
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary }}</p></article>{{ end }}{{ end }}'
    ),
}
