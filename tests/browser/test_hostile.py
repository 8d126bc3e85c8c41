"""Other people's HTML on real pages: each known trick as an entry shown in full and as a post, read in Chromium.

The pages are opened with the Content-Security-Policy switched off: what keeps readers safe here is the sanitiser and the
templates alone. The policy is the second wall, and has tests of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from browser.pages import told
from browser.serving import served
from hub_world import CORPORA, LEGAL, World
from voices.feeds.sanitise import sanitise

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BLOG = "https://jane.example/"
PROFILE = """\
---
name: Jane "</title><script>alert(1)</script>" Doe
role: <img src=x onerror=alert(1)>
agreed: 2026-01-05
channels: {"<b>x</b>": "https://jane.example/?a=1&b=%22onclick=alert(1)"}
feeds: [{url: "https://jane.example/feed.xml", show: full}]
---
Writes about work.
"""
# Runs before any script of a page: what would be lost if a foreign element took its name.
KEPT = """window.__ran = 0;
window.alert = window.confirm = window.prompt = () => { window.__ran += 1 };"""
INSIDE = """() => {
  const wrong = [];
  const foreign = [...document.querySelectorAll('.e-content *, h1 *, .standfirst *, .card__title a *')];
  const never = 'script, style, iframe, object, embed, form, svg, math, base, meta, link, template, video, audio';
  for (const one of foreign) {
    if (one.matches(never)) wrong.push('element: ' + one.outerHTML.slice(0, 100));
    if (one.matches('input') && !(one.type === 'checkbox' && one.disabled)) wrong.push('element: ' + one.outerHTML);
    for (const {name, value} of one.attributes) {
      if (/^on|^style$|^name$|^srcdoc$|^formaction$|^contenteditable$/i.test(name)) wrong.push(`attribute: ${name}`);
      if (/^(href|src|cite|poster|action|data|background)$/i.test(name)) {
        const url = new URL(value, location.href);
        if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) wrong.push(`address: ${value.slice(0, 80)}`);
      }
    }
  }
  const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  for (const id of ids) {
    if (ids.filter(other => other === id).length > 1) wrong.push(`twice: #${id}`);
    if (window[id] !== document.getElementById(id) && !(id in KNOWN)) wrong.push(`window.${id} is something else`);
  }
  const stands = {
    main: document.getElementById('main')?.tagName === 'MAIN',
    search: document.getElementById('search')?.tagName === 'DIALOG',
    body: document.body instanceof HTMLBodyElement,
    cookie: typeof document.cookie === 'string',
    querySelector: typeof document.querySelector === 'function',
    footer: document.querySelector('body > footer.foot') !== null,
    header: document.querySelector('body > header.mast') !== null,
    inside: document.querySelector('main .e-content') !== null,
    scripts: [...document.scripts].every(one => one.src || one.type === 'application/ld+json'),
    colours: document.querySelector('[data-scheme-switch]').hidden === false,
  };
  wrong.push(...Object.entries(stands).filter(([, held]) => !held).map(([name]) => `clobbered: ${name}`));
  for (const block of document.querySelectorAll('script[type="application/ld+json"]')) JSON.parse(block.textContent);
  if (window.__ran) wrong.push('a script ran');
  return wrong;
}"""


@pytest.fixture(scope="module")
def vectors() -> list[dict[str, Any]]:
    file = CORPORA / "html-vectors.json"
    if not file.is_file():
        pytest.skip("the corpora are not beside this checkout (../shared/corpora)")
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def hostile(shared_tmp: Path, once, vectors) -> Iterator[tuple[str, list[str]]]:
    """The address of a hub full of tricks, and the addresses of its pages that carry one."""
    folder = shared_tmp / "hostile"
    site = once(folder, lambda: write(folder, vectors))
    pages = [f"authors/jane/{number}-{one['name']}/" for number, one in enumerate(vectors)]
    pages += sorted(f"posts/{path.parent.name}/" for path in site.glob("posts/vector-*/index.html"))
    with served(site) as base:
        yield base, pages


def write(folder: Path, vectors) -> None:
    """Every vector as an entry, fetched as a feed's would be, and as a post where ``voices check`` lets it pass."""
    hub = World(folder, {})
    hub.content.mkdir()
    blog = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "<script>alert(1)</script>",
        "home_page_url": BLOG,
        "feed_url": f"{BLOG}feed.xml",
        "_voices": {"state": "ok"},
        "items": [entry(number, one) for number, one in enumerate(vectors)],
    }
    hub.write({"index.md": "# Welcome\n", "authors/jane.md": PROFILE, **LEGAL})
    hub.write({"feeds/jane/jane-example.json": json.dumps(blog)})
    names = {f"posts/vector-{number:03}.md": one for number, one in enumerate(vectors)}
    hub.write({name: post(one) for name, one in names.items()})
    stopped = {found.path for found in hub.check() if found.severity == "block"}
    for name in names:
        if f"content/{name}" in stopped:
            (hub.content / name).unlink()


def entry(number: int, vector) -> dict[str, Any]:
    link = f"{BLOG}{number}"
    return {
        "id": link,
        "url": link,
        "title": f"{vector['name']} {vector['html'][:120]}".replace("\0", ""),
        "date_published": f"2026-10-{number % 28 + 1:02}T10:00:00Z",
        "content_html": sanitise(f"<p>Before.</p>{vector['html']}", BLOG),
        "summary": vector["html"][:200].replace("\0", ""),
        "_voices": {
            "status": "published",
            "slug": f"{number}-{vector['name']}",
            "first_seen": "2026-11-01T10:00:00Z",
            "guid": link,
        },
    }


def post(vector) -> str:
    head = {
        "title": f"{vector['name']} <b id='main'>&amp;",
        "authors": ["jane"],
        "date": "2026-11-01",
        "summary": "</p><script>alert(1)</script>",
    }
    return f"---\n{yaml.safe_dump(head)}---\nBefore.\n\n{vector['html']}\n\n# main\n\n## search\n\nAfter.\n"


def test_no_script_runs_no_request_leaves_and_nothing_of_ours_is_clobbered(visit, hostile, vectors):
    base, pages = hostile
    entries = [page for page in pages if page.startswith("authors/")]
    assert len(entries) == len(vectors)
    assert len(pages) - len(entries) > 50, "too few of the posts passed the check to say anything"
    opened = visit(base=base, bypass_csp=True)
    opened.page.add_init_script(KEPT)
    dialogs: list[str] = []
    opened.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    opened.page.context.route(lambda url: not url.startswith(base), lambda route: route.abort())
    known = "const KNOWN = Object.fromEntries(Object.getOwnPropertyNames(window).map(name => [name, 1]));"
    found = {}
    for address in [*pages, "", "posts/", "authors/jane/", "feeds/"]:
        page = opened.go(address)
        script = (
            INSIDE
            if address in pages
            else INSIDE.replace("inside: document.querySelector", "inside: true || document.querySelector")
        )
        wrong = page.evaluate(f"() => {{ {known} return ({script})(); }}")
        wrong += [f"asked for {url}" for url in opened.asked if not url.startswith((base, "data:"))]
        wrong += [*opened.faults, *dialogs]
        if page.url != base + address:
            wrong.append(f"led to {page.url}")
        if wrong:
            found[address] = sorted(set(wrong))
        opened.asked.clear()
        opened.faults.clear()
        dialogs.clear()
    assert not found, told(found)
