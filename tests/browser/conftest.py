"""The sample hub, built once a session and served over loopback, and a headless Chromium to read it with."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from bench.corpus import Corpus
from bench.generators import Ours

from browser.headless import started
from browser.serving import served
from hub_world import NOW, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

TOOLS = Path(__file__).parent / "node_modules"

# The parts a page imports may come after "load"; a page without the hub's scripts, such as a redirect, has none.
READY = "html[data-ready], html:not(:has(script[src*='js/voices']))"

# Runs before a page's own scripts: what the policy refused, and how far things moved, is asked for afterwards.
WATCH = """
window.__refused = [];
window.__shift = 0;
document.addEventListener("securitypolicyviolation", (event) => {
  window.__refused.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Visit:
    """A page that is open, and everything that went wrong on it."""

    page: Page
    base: str
    scripted: bool = True
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Open an address of the site and wait until it has loaded and its scripts, if they may run, are in place."""
        self.page.goto(self.base + address, wait_until="load")
        return self._settled()

    def reload(self) -> Page:
        """Load the page anew, and wait as long as for the first time."""
        self.page.reload(wait_until="load")
        return self._settled()

    def _settled(self) -> Page:
        if self.scripted:
            self.page.wait_for_selector(READY, state="attached")
        return self.page

    def show_all(self) -> None:
        """Wait for every picture, those further down too."""
        self.page.evaluate("for (const one of document.images) one.loading = 'eager'")
        self.page.evaluate(
            "Promise.all([...document.images].filter(one => !one.complete)"
            ".map(one => new Promise(done => { one.onload = one.onerror = done })))"
        )

    def refused(self) -> list[str]:
        """What the Content-Security-Policy stopped on this page."""
        found: list[str] = self.page.evaluate("window.__refused")
        return found


def build_once(folder: Path, write: Callable[[], object]) -> Path:
    """``write`` a hub into ``folder`` and build it; a second worker waits for the first and takes its site."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "built"
        if not done.exists():
            write()
            run = subprocess.run(
                [sys.executable, "-c", "from voices.cli import main; main()", "build", "--quiet"],
                cwd=folder,
                env={
                    **os.environ,
                    "SOURCE_DATE_EPOCH": str(NOW),
                    "NO_MKDOCS_2_WARNING": "1",
                    "PYTHONPATH": str(ROOT / "hooks"),
                },
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                pytest.fail(f"the hub does not build:\n{run.stdout}{run.stderr[-3000:]}", pytrace=False)
            done.touch()
    return folder / "site"


@pytest.fixture(scope="session")
def once() -> Callable[[Path, Callable[[], object]], Path]:
    """``build_once`` for the hubs of single test modules."""
    return build_once


@pytest.fixture(scope="session")
def shared_tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def sample_site(shared_tmp: Path) -> Path:
    """The folder of the built sample hub."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["docs_dir"] = str(ROOT / "content")
    settings["hooks"] = [str(ROOT / "hooks" / "hub.py")]
    folder = shared_tmp / "sample"
    text = yaml.safe_dump(settings, allow_unicode=True)
    return build_once(folder, lambda: (folder / "mkdocs.yml").write_text(text, encoding="utf-8"))


@pytest.fixture(scope="session")
def sample(sample_site: Path) -> Iterator[str]:
    """The address of the sample hub."""
    with served(sample_site) as base:
        yield base


@pytest.fixture(scope="session")
def large_site(shared_tmp: Path) -> Path:
    """The folder of the built bench hub of a thousand posts."""
    folder = shared_tmp / "large"
    return build_once(folder, lambda: Ours(folder, folder).write(Corpus(1000)))


@pytest.fixture(scope="session")
def large(large_site: Path) -> Iterator[str]:
    """The address of the hub of a thousand posts."""
    with served(large_site) as base:
        yield base


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium a module: Playwright's loop must have ended before a test elsewhere starts its own."""
    with started() as browser:
        yield browser


@pytest.fixture
def open_context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make a fresh reader: own storage, a width, a colour scheme."""
    contexts = []

    def make(width: int = 1280, scheme: str = "light", **options: Any) -> BrowserContext:
        size = {"width": width, "height": 900 if width > 500 else 800}
        context = chromium.new_context(viewport=size, color_scheme=scheme, **options)
        context.add_init_script(WATCH)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visit(open_context: Callable[..., BrowserContext], sample: str) -> Callable[..., Visit]:
    """Open a page of the sample (or of ``base``) that writes down its own faults."""

    def make(width: int = 1280, scheme: str = "light", base: str = sample, **options: Any) -> Visit:
        page = open_context(width, scheme, **options).new_page()
        return watched(page, base, scripted=options.get("java_script_enabled", True))

    return make


def watched(page: Page, base: str, *, scripted: bool = True) -> Visit:
    """``page`` with its console, failed requests and requests to other hosts written down."""
    found = Visit(page, base, scripted)
    page.on("console", lambda said: _hear(found, said.type, said.text))
    page.on("pageerror", lambda error: found.faults.append(f"script: {error}"))
    page.on("request", lambda request: found.asked.append(request.url))
    page.on("requestfailed", lambda request: _lose(found, request.url, request.failure))
    page.on("response", lambda got: found.faults.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    return found


def _lose(found: Visit, url: str, reason: str | None) -> None:
    # Aborted is what a test gave up itself, by going on before the icon or a later script had come.
    if not (reason == "net::ERR_ABORTED" and url.startswith(found.base)):
        found.faults.append(f"failed: {url} ({reason})")


def _hear(found: Visit, kind: str, text: str) -> None:
    if kind in {"error", "warning"}:
        found.faults.append(f"console {kind}: {text}")


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of the npm packages; tests that need them skip without."""
    if not TOOLS.is_dir() or shutil.which("node") is None:
        pytest.skip("the checkers are missing: run npm ci in tests/browser (Node 18 or newer)")
    return TOOLS
