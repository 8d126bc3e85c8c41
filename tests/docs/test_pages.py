"""The documentation leads somewhere, names what is there, and betrays nothing of the machine it was written on."""

from __future__ import annotations

import re
import tomllib

import pytest

from hub_world import ROOT

from .conftest import Doc, code

PICTURES = ("docs/home.png", "docs/author.png")
# Put together here, so that this file doesn't hold what it looks for.
FOLDERS = [f"/{name}/" for name in ("work", "farm", "root", "Users", "tm" + "p")] + ["/home" + "/"]
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.org",
    "npm" + "js.com",
    "crates" + ".io",
    "arti" + "factory",
]
BINARY = (".webp", ".png", ".jpg", ".woff2", ".ico")


def test_each_link_between_pages_leads_to_a_file_and_a_heading(docs: dict[str, Doc]):
    seen = 0
    for doc in docs.values():
        for line, target in doc.links:
            path, _, anchor = target.partition("#")
            if "://" in target or path.endswith(".png"):
                continue
            file = (ROOT / doc.path).parent / path if path else ROOT / doc.path
            assert file.is_file(), f"{doc.path}:{line}: {target}"
            name = file.resolve().relative_to(ROOT.resolve()).as_posix()
            if anchor:
                assert anchor in docs[name].anchors, f"{doc.path}:{line}: {target}"
            seen += 1
    assert seen > 60


def test_each_page_is_reached_from_the_readme(docs: dict[str, Doc]):
    linked = {target.partition("#")[0] for _, target in docs["README.md"].links}
    assert {path for path in docs if path != "README.md"} <= linked


@pytest.mark.parametrize("picture", PICTURES)
def test_the_readme_shows_its_pictures(docs: dict[str, Doc], picture: str):
    assert picture in {target for _, target in docs["README.md"].links}
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_the_readme_goes_from_seeing_to_making_it_yours(docs: dict[str, Doc]):
    readme = docs["README.md"]
    second = [words for level, words in readme.headings if level == 2]
    assert second[:4] == ["See it", "Run it", "Write a post", "Make it yours"]
    assert "make site" in readme.section("See it")
    assert "make test" in readme.section("See it")


def test_each_make_target_is_written_down_and_can_be_listed(docs: dict[str, Doc]):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    written = {
        name.removeprefix("make ")
        for table in docs["CONTRIBUTING.md"].tables
        if table.section == "Run and check"
        for row in table.rows
        for name in code(row[0])
    }
    assert targets == explained == written
    mentioned = {name for doc in docs.values() for name in re.findall(r"`?\bmake ([a-z]+(?:-[a-z]+)*)`", doc.text)}
    assert mentioned <= targets


def test_each_direct_dependency_has_its_line_and_its_reason(docs: dict[str, Doc]):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for some in project["optional-dependencies"].values() for one in some)]
    rows = [row for t in docs["CONTRIBUTING.md"].tables if t.section == "Dependencies" for row in t.rows]
    names = [_package(code(row[0])[0]) for row in rows]
    assert sorted(names) == sorted({_package(one) for one in wanted})
    assert all(len(row[1]) > 10 for row in rows)


def _package(requirement: str) -> str:
    """The name alone: extras and versions may change without a new reason."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found[0].lower()


def test_each_layer_is_explained(docs: dict[str, Doc]):
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contract = tool["importlinter"]["contracts"][0]["layers"]
    rows = next(t for t in docs["CONTRIBUTING.md"].tables if t.section == "How the code is laid out").rows
    assert [set(code(row[0])) for row in _joined(rows, contract)] == [set(layer.split(" | ")) for layer in contract]


def _joined(rows: tuple[tuple[str, ...], ...], contract: list[str]) -> list[tuple[str, ...]]:
    """The table's rows cut as the contract has its layers: a row may hold two neighbours."""
    cut: list[tuple[str, ...]] = []
    for names in (set(code(row[0])) for row in rows):
        for layer in contract:
            own = set(layer.split(" | "))
            if own <= names:
                cut.append((" ".join(f"`{name}`" for name in sorted(own)),))
    return cut


def test_the_modules_and_files_named_for_contributors_are_there(docs: dict[str, Doc]):
    named = {
        name
        for _, line in docs["CONTRIBUTING.md"].prose
        for name in code(line)
        if re.fullmatch(r"[\w./-]+/[\w.-]*|[\w-]+\.(py|toml|lock|md)", name) and "<" not in name and name != "../../"
    } - {"site/", ".venv", "content/feeds/", "content/"}
    assert len(named) > 20
    for name in named:
        places = (ROOT, ROOT / "hooks", ROOT / "hooks/voices", ROOT / "hooks/voices/build", ROOT / "hooks/voices/theme")
        if not name.startswith(("content/", "site/", "/")):
            assert any((place / name).exists() for place in places), name


def test_workflows_and_settings_named_are_there(docs: dict[str, Doc]):
    table = next(t for t in docs["docs/operating.md"].tables if t.section == "GitHub Pages")
    files = {code(row[0])[0] for row in table.rows}
    assert files == {path.name for path in (ROOT / ".github" / "workflows").iterdir()}


def test_nothing_tracked_names_a_machine_or_a_registry(tracked: list[str]):
    wrong = []
    for path in tracked:
        if path.endswith(BINARY):
            continue
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            found = [host for host in REGISTRIES if host in line]
            found += [f for f in FOLDERS if re.search(rf"(?<![\w.}}/>*-]){re.escape(f)}", line) and "http" not in line]
            wrong += [f"{path}:{number}: {one}" for one in found]
    assert wrong == []


def test_the_documentation_speaks_of_the_project_alone(docs: dict[str, Doc]):
    for doc in docs.values():
        for word in (
            r"\bissue [2-9]\b",
            r"\bCONTRACT\.md\b",
            r"\bDESIGN\.md\b",
            r"\bhelper\b",
            r"\bTODO\b",
            r"\bFIXME\b",
        ):
            assert not re.search(word, doc.text), f"{doc.path}: {word}"


def test_lines_are_short_enough_to_be_read_in_a_diff(docs: dict[str, Doc]):
    for doc in docs.values():
        for number, line in doc.prose:
            assert line.startswith("|") or len(line) <= 150, f"{doc.path}:{number}"
