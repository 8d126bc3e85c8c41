"""The policy over a whole hub, remembered by content."""

from __future__ import annotations

from msgspec.structs import replace
from PIL import Image as Picture

from voices.model import Content, Document, Source
from voices.policy import sweep
from voices.policy.schema import Policy
from voices.policy.sweep import check_content
from voices.store import Cache
from voices.workers import Workers


def write(hub, files) -> None:
    for name, text in files.items():
        path = hub.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def places(findings) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in findings]


def test_posts_profiles_biographies_and_photos_are_all_looked_at(hub, policy, make_post, make_author) -> None:
    write(
        hub,
        {
            "content/posts/a.md": "Borealis",
            "content/authors/jane.md": "Borealis",
            "content/authors/jane.fi.md": "Borealiksen",
        },
    )
    exif = Picture.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 0.0)})
    Picture.new("RGB", (8, 8)).save(hub.content / "posts" / "a.JPG", "jpeg", exif=exif)
    author = make_author(biographies=(("", Document()), ("fi", Document())))
    content = Content((author,), (make_post("x"),), media=frozenset({"posts/a.JPG", "policy.yml"}))
    assert places(check_content(hub, content, policy)) == [
        ("content/authors/jane.fi.md", "policy.code-names"),
        ("content/authors/jane.md", "policy.code-names"),
        ("content/posts/a.JPG", "policy.gps"),
        ("content/posts/a.md", "policy.code-names"),
    ]


def test_undeclared_post_counts_as_its_first_authors_language(hub, policy, make_post, make_author) -> None:
    write(hub, {"content/posts/a.md": "Puhutaan palkoista.", "content/authors/jane.md": ""})
    content = Content((make_author(languages=("fi",)),), (make_post("", ""),))
    assert places(check_content(hub, content, policy)) == [("content/posts/a.md", "policy.salary")]


def test_verdicts_are_remembered_until_file_policy_or_settings_change(
    hub, policy, make_post, hub_with, tmp_path
) -> None:
    write(hub, {"content/posts/a.md": "Borealis"})
    content = Content(posts=(make_post(""),))
    first = Cache(tmp_path / "cache.db", "1")
    fresh = check_content(hub, content, policy, first)
    first.save()
    first.close()
    # A post that would be found wanting in another way shows whether it was looked at again.
    doubtful = Content(posts=(replace(content.posts[0], summary=""),))
    again = Cache(tmp_path / "cache.db", "1")
    assert check_content(hub, doubtful, policy, again) == fresh
    assert len(check_content(hub, doubtful, Policy(), again)) == 1
    assert len(check_content(hub_with(editors=[]), doubtful, policy, again)) == 2
    write(hub, {"content/posts/a.md": "Borealis!"})
    assert len(check_content(hub, doubtful, policy, again)) == 2
    again.close()


def test_cached_and_fresh_verdicts_are_equal(hub, policy, make_post, tmp_path) -> None:
    write(hub, {"content/posts/a.md": "Borealis, 131052-308T, ![](x.png)"})
    content = Content(posts=(make_post("", summary=""),))
    cache = Cache(tmp_path / "cache.db", "1")
    fresh = check_content(hub, content, policy, cache)
    assert len(fresh) == 4
    assert check_content(hub, content, policy, cache) == fresh == check_content(hub, content, policy)
    cache.close()


def test_verdicts_worked_out_side_by_side_are_those_of_one_process(
    hub, policy, make_post, make_author, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(sweep, "WORTH_SHARING_OUT", 4)
    texts = ("Borealiksen", "131052-308T", "![](x.png)", "Nothing to see.", "Write to jo@firm.fi.")
    posts = []
    for number in range(40):
        path = f"content/posts/p{number}.md"
        write(hub, {path: f"{texts[number % len(texts)]} {number}\n"})
        language = ("fi", "en", "pl", "lt")[number % 4]
        posts.append(make_post("", language, slug=f"p{number}", source=Source(path)))
    write(hub, {"content/authors/jane.md": "Borealis", "content/authors/jane.fi.md": "Borealiksen"})
    author = make_author(biographies=(("", Document(pieces=("long",))), ("fi", Document())))
    content = Content((author,), tuple(posts), media=frozenset({"posts/gone.jpg"}))
    cache = Cache(tmp_path / "cache.db", "1")
    serial = check_content(hub, content, policy)
    with Workers(2, few=3) as workers:
        assert check_content(hub, content, policy, cache, workers) == serial
    assert len({finding.rule for finding in serial}) > 3
    with Workers(2, few=3) as workers:
        assert check_content(hub, content, policy, cache, workers) == serial, "from the cache"
    cache.close()


def test_only_what_the_cache_lacks_is_given_to_workers(hub, policy, make_post, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sweep, "WORTH_SHARING_OUT", 1)
    write(hub, {"content/posts/a.md": "Borealis", "content/posts/b.md": "Borealis"})
    asked = []

    class Counting(Workers):
        def map(self, fn, *items, **options):
            asked.append([len(list(one)) for one in items])
            return super().map(fn, *items, **options)

    first, second = (make_post("", slug=name, source=Source(f"content/posts/{name}.md")) for name in "ab")
    cache = Cache(tmp_path / "cache.db", "1")
    for posts in ((first,), (first, second)):
        with Counting(1) as workers:
            check_content(hub, Content(posts=posts), policy, cache, workers)
    cache.close()
    assert asked == [[1], [1]]


def test_many_entries_are_asked_for_at_once_saved_or_not(tmp_path) -> None:
    cache = Cache(tmp_path / "cache.db", "1")
    for number in range(1200):
        cache.put(f"key-{number}", str(number).encode())
    found = cache.get_many([*(f"key-{number}" for number in range(1200)), "missing", "key-7"])
    assert found == {f"key-{number}": str(number).encode() for number in range(1200)}
    cache.put("key-8", b"newer")
    assert cache.get_many(["key-8"]) == {"key-8": b"newer"}
    cache.save(prune=True)
    assert cache.get("key-1199") == b"1199"
    cache.close()
