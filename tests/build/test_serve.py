"""``mkdocs serve`` shows an edited post, keeps the others, and survives a mistake."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from hub_world import POST, ROOT, World

Make = Callable[..., World]
PATIENCE_SECONDS = 60


@contextmanager
def served(hub: World) -> Iterator[str]:
    """The address of a running preview."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    log = (hub.root / "serve.log").open("wb")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=hub.root, env=environment, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)
        log.close()


def wait_for(url: str, text: str) -> str:
    """The page at ``url`` once ``text`` stands in it."""
    end = time.monotonic() + PATIENCE_SECONDS
    page = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
                page = answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            page = ""
        if text in page:
            return page
    raise AssertionError(f"{text!r} never came: {page[-500:]}")


@pytest.mark.slow
def test_an_edited_post_appears_and_a_mistake_leaves_the_others(make_hub: Make) -> None:
    hub = make_hub(
        {
            "posts/one.md": POST.format(title="One", author="jane"),
            "posts/two.md": POST.format(title="Two", author="jane"),
        }
    )
    with served(hub) as address:
        wait_for(f"{address}posts/one/", "happened")
        hub.write({"posts/one.md": POST.format(title="One, edited", author="jane")})
        wait_for(f"{address}posts/one/", "One, edited")
        hub.write(
            {
                "posts/two.md": POST.format(title="Two", author="jnae"),
                "posts/three.md": POST.format(title="Three", author="jane"),
            }
        )
        wait_for(f"{address}posts/three/", "Three")
        wait_for(f"{address}posts/one/", "One, edited")
        assert 'author "jnae"' in (hub.root / "serve.log").read_text()
    assert not hub.site.exists()
