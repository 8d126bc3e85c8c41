"""How fast feeds are fetched: 1000 of them over 200 host names on a loopback server that takes 50 ms to answer.

``python -m bench.feeds`` prints (1) a first fetch of 1000 feeds of 50 kB, as entries a second, beside plain feedparser in
one loop over the same documents; (2) the fetch after that, where all are unchanged (304), with its peak of memory. Exits 1
when (2) takes 12 seconds or more, or 200 MB. The server, and each fetch, is a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FEEDS, HOSTS, ENTRIES, DOCUMENT_BYTES, LATENCY_SECONDS = 1000, 200, 20, 50_000, 0.05
WALL_LIMIT_SECONDS, MEMORY_LIMIT_MB = 12.0, 200.0
WORDS = [
    "work",
    "craft",
    "queue",
    "table",
    "index",
    "release",
    "review",
    "mentor",
    "customer",
    "question",
    "answer",
    "mistake",
    "lesson",
    "Friday",
    "morning",
]
NOW = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)


def document(number: int) -> bytes:
    """The RSS document of feed ``number``: the same for the same number."""
    clock = random.Random(number)
    items = []
    for entry in range(ENTRIES):
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < DOCUMENT_BYTES / ENTRIES - 330:
            words = " ".join(clock.choices(WORDS, k=40))
            paragraphs.append(f'<p>{words} <a href="/{entry}/more?utm_source=rss">{clock.choice(WORDS)}</a>.</p>')
        items.append(
            f"<item><title>Post {entry} of {number}: {clock.choice(WORDS)}</title><link>https://blog{number}.example/{entry}</link>"
            f"<guid>https://blog{number}.example/?p={entry}</guid>"
            f"<pubDate>Mon, {entry + 1:02} Jun 2026 09:00:00 +0300</pubDate>"
            f"<description><![CDATA[{''.join(paragraphs)}]]></description></item>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Blog {number}</title><link>https://blog{number}.example/</link><language>en</language>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


async def serve() -> None:
    """Answer every path ``/<number>.xml``; print the port first."""
    documents = [document(number) for number in range(FEEDS)]

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(LATENCY_SECONDS)
                number = int(request.split(b" ", 2)[1][1:-4])
                if b"if-none-match" in request.lower():
                    writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
                else:
                    body = documents[number]
                    head = b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n'
                    writer.write(head % len(body) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(client, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


def fetch(root: Path, port: int, day: int) -> None:
    """One fetch of all feeds; prints seconds, peak MB, new entries and unchanged feeds."""
    from voices.dates import Moment
    from voices.feeds.fetch import fetch_all
    from voices.model import Author, FeedSource, Source
    from voices.settings import hub_from

    voices = {"fetch": {"allow_hosts": ["127.0.0.1"]}}
    config = {"site_name": "Bench", "site_url": "https://bench.example/", "extra": {"voices": voices}}
    hub = hub_from(config, root / "mkdocs.yml", {})
    authors = [
        Author(
            f"a{number:04}",
            Source(f"content/authors/a{number:04}.md"),
            f"Author {number}",
            Moment(NOW),
            feeds=(FeedSource(f"http://host{number % HOSTS}.bench:{port}/{number}.xml"),),
        )
        for number in range(FEEDS)
    ]
    begun = time.monotonic()
    report = fetch_all(hub, authors, now=NOW + dt.timedelta(days=day), resolver=lambda _host, _port: ["127.0.0.1"])
    seconds = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    unchanged = sum(outcome.result == "unchanged" for outcome in report.outcomes)
    print(seconds, peak, report.total("new"), unchanged, len(report.failed))


def plain_feedparser() -> float:
    """Seconds of feedparser with its defaults over the same documents, one after another, without a network."""
    import feedparser

    documents = [document(number) for number in range(FEEDS)]
    begun = time.monotonic()
    for body in documents:
        feedparser.parse(io.BytesIO(body))
    return time.monotonic() - begun


def main() -> int:
    """Run all of it; 0 when the limits hold."""
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "hooks")}
    command = [sys.executable, str(Path(__file__).resolve())]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen([*command, "serve"], stdout=subprocess.PIPE, env=path) as server,
    ):
        assert server.stdout is not None
        port = server.stdout.readline().decode().strip()
        figures = []
        try:
            for day in ("0", "2"):
                done = subprocess.run([*command, "fetch", folder, port, day], check=True, capture_output=True, env=path)
                figures.append([float(figure) for figure in done.stdout.split()])
        finally:
            server.terminate()
    (first, first_mb, new, _, failed), (again, again_mb, _, unchanged, failed_again) = figures
    alone = plain_feedparser()
    entries = FEEDS * ENTRIES
    print(
        f"{FEEDS} feeds of {DOCUMENT_BYTES // 1000} kB, {HOSTS} hosts, {LATENCY_SECONDS * 1000:.0f} ms latency, "
        "8 hosts at a time"
    )
    print(f"first fetch:      {first:6.1f} s  {new / first:6.0f} entries/s  {first_mb:4.0f} MB  {failed:.0f} failed")
    print(
        f"plain feedparser: {alone:6.1f} s  {entries / alone:6.0f} entries/s  (no network, nothing sanitised by us or kept)"
    )
    print(f"all unchanged:    {again:6.1f} s  {unchanged:.0f} feeds  {again_mb:4.0f} MB  {failed_again:.0f} failed")
    held = again < WALL_LIMIT_SECONDS and again_mb < MEMORY_LIMIT_MB and unchanged == FEEDS
    print(f"limits ({WALL_LIMIT_SECONDS:.0f} s, {MEMORY_LIMIT_MB:.0f} MB): {'held' if held else 'NOT HELD'}")
    return 0 if held else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", help=argparse.SUPPRESS)
    given = parser.parse_args().what
    if given[:1] == ["serve"]:
        asyncio.run(serve())
    elif given[:1] == ["fetch"]:
        fetch(Path(given[1]), int(given[2]), int(given[3]))
    else:
        sys.exit(main())
