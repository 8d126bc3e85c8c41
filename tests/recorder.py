"""Stands in for Pagefind, which orders its files by chance: what a site holds afterwards can be compared byte for byte."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from hub_world import World

_PROGRAM = """\
#!/bin/sh
# Keeps the documents it is given where Pagefind would put what it makes of them.
while [ $# -gt 0 ]; do
  case $1 in --site) site=$2 ;; --output-path) out=$2 ;; esac
  shift
done
mkdir -p "$out/fragment" && cp "$site"/* "$out/fragment/" &&
echo '{"languages": {"en": {"wasm": "en"}}}' > "$out/pagefind-entry.json"
"""


def recorder(folder: Path) -> Path:
    """The program, written into ``folder``."""
    program = folder / "recorder"
    program.write_text(_PROGRAM, encoding="ascii")
    program.chmod(0o755)
    return program


def published(hub: World) -> dict[str, bytes]:
    """Every file of the site; below ``search`` lie the documents that were indexed."""
    files = (path for path in hub.site.rglob("*") if path.is_file() and path.name != "built-from")
    return {path.relative_to(hub.site).as_posix(): path.read_bytes() for path in files}


def differences(ours: dict[str, bytes], theirs: dict[str, bytes]) -> list[str]:
    """The paths that are not the same in both, each with the first line that is not."""
    found = []
    for path in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(path, b"(no file)"), theirs.get(path, b"(no file)")
        if one != other:
            lines = zip_longest(one.splitlines(), other.splitlines(), fillvalue=b"(no line)")
            found.append(f"{path}: {next((pair for pair in lines if pair[0] != pair[1]), 'line ends')}")
    return found
