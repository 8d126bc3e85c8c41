"""Turns the posts of a real multi-author blog into a hub: same texts, same slugs, profiles made from the authors' slugs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from voices.text import slugify

OLD_SITE = "https://18f.gsa.gov"
_HEAD = re.compile(r"---\n(.*?)\n---\s*\n(.*)", re.DOTALL)
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$")
_OWN_TARGET = re.compile(
    r"""(\]\(\s*<?|\b(?:href|src)=["']?|^\[[^\]\n]+\]:\s*)(?:\{\{[^}]*\}\}|(?![a-z][a-z0-9+.-]*:|//|\#|\{)(?=[^\s>"')]))""",
    re.MULTILINE | re.IGNORECASE,
)


def write_hub(folder: Path, corpus: Path) -> None:
    """Write ``content/`` and mkdocs.yml (no hooks line) below ``folder`` from ``corpus``, the ``18f`` folder.

    Links and pictures of the old site become absolute, since their targets aren't here; texts stay as they are.
    """
    names: set[str] = set()
    slugs: set[str] = set()
    for file in sorted((corpus / "posts").glob("*.md")):
        post, body = _converted(file)
        names.update(post["authors"])
        while post["slug"] in slugs:
            post["slug"] = f"{post['slug'][:60].rstrip('-')}-again"
        slugs.add(post["slug"])
        head = yaml.safe_dump(post, allow_unicode=True, sort_keys=False)
        _write(folder / "content" / "posts" / post["date"][:4] / f"{post.pop('slug')}.md", f"---\n{head}---\n{body}")
    for name in sorted(names):
        shown = name.replace("-", " ").title()
        _write(folder / "content" / "authors" / f"{name}.md", f'---\nname: "{shown}"\nagreed: 2014-03-01\n---\n')
    _write(folder / "content" / "index.md", "# 18F\n\nDigital service delivery.\n")
    for page in ("privacy", "imprint", "accessibility"):
        _write(folder / "content" / "legal" / f"{page}.md", f"# {page.title()}\n\nWords of the {page} page.\n")
    _write(
        folder / "mkdocs.yml",
        "site_name: 18F\nsite_url: https://18f.example/\ndocs_dir: content\ntheme:\n  name: material\n"
        "extra:\n  voices:\n    company: {name: 18F}\n"
        "    editors: [{name: Pat Editor, email: pat@18f.example, responsible: true}]\n",
    )


def _converted(file: Path) -> tuple[dict[str, Any], str]:
    found = _HEAD.match(file.read_text("utf-8"))
    if found is None:
        raise ValueError(f"{file.name} has no head")
    old: dict[str, Any] = yaml.load(_TRAILING.sub("", found[1]), Loader=yaml.BaseLoader)
    dated = _DAY.match(file.stem)
    day = str(old.get("date") or "")[:10]
    if dated:
        day = f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}"
    authors = old.get("authors") or []
    ids = [slugify(name) for name in ([authors] if isinstance(authors, str) else authors)]
    tags = old.get("tags") or []
    post = {
        "title": old["title"],
        "authors": [id_ for id_ in ids if id_] or ["18f"],
        "date": day,
        "language": "en",
        "topics": [tag for tag in ([tags] if isinstance(tags, str) else tags) if slugify(tag)],
        "summary": old.get("excerpt") or "",
        "slug": slugify(dated[4] if dated else file.stem),
    }
    return json.loads(json.dumps(post)), _OWN_TARGET.sub(_absolute, found[2])


def _absolute(found: re.Match[str]) -> str:
    following = found.string[found.end() : found.end() + 1]
    return f"{found[1]}{OLD_SITE}{'' if following == '/' else '/'}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
