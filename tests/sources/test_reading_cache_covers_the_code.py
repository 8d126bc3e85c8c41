"""What was read with other code is read again: the fingerprint of the cache names every module that reading runs."""

import ast
from pathlib import Path

import voices
from voices.sources import reading

PACKAGE = Path(voices.__file__).parent


def file_of(module: str) -> Path:
    """The file of a module or package: ``voices.model`` → ``voices/model/__init__.py``."""
    place = PACKAGE.parent.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def imported_by(file: Path) -> set[Path]:
    """The files of our own package that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module == "voices":
            names |= {f"voices.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("voices."):
            names.add(str(node.module))
    return {file_of(name) for name in names}


def test_every_module_that_reads_a_file_is_part_of_the_caches_fingerprint():
    waiting = [PACKAGE / "sources" / "files.py"]
    reached: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            waiting += imported_by(file)
    assert len(reached) > 15
    # The store keeps what was read and shapes none of it.
    assert reached - set(reading._CODE) == {PACKAGE / "store.py"}
