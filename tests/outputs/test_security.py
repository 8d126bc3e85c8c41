"""The Content-Security-Policy and the headers: as strict as the pages allow, the same in each host's form."""

from __future__ import annotations

import re

from voices.outputs.redirects import SCRIPT_ADDRESS
from voices.outputs.security import (
    content_security_policy,
    header_files,
    inline_scripts,
    policy_meta,
    script_hash,
    shows_remote_pictures,
)


def rules(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (rule.split() for rule in policy.split("; "))}


def test_nothing_runs_or_loads_but_the_sites_own(shelf):
    found = rules(content_security_policy(()))
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == found["font-src"] == found["connect-src"] == ["'self'"]
    assert found["base-uri"] == ["'none'"]
    assert "unsafe-inline" not in content_security_policy(())


def test_an_inline_script_is_admitted_by_its_hash_alone():
    # The example of the CSP specification, section 8.3 (hash of alert('Hello, world.');).
    assert script_hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    found = rules(content_security_policy(["alert('Hello, world.');", "b()", "b()"]))
    assert "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='" in found["script-src"]
    assert len(found["script-src"]) == 3


def test_the_order_in_which_scripts_are_found_does_not_matter():
    assert content_security_policy(["a()", "b()"]) == content_security_policy(["b()", "a()"])


def test_webassembly_is_admitted_only_for_the_search():
    assert "'wasm-unsafe-eval'" not in content_security_policy(())
    assert "'wasm-unsafe-eval'" in rules(content_security_policy((), search=True))["script-src"]


def test_pictures_of_others_are_admitted_only_where_entries_stand_in_full():
    assert "https:" not in rules(content_security_policy(()))["img-src"]
    assert "https:" in rules(content_security_policy((), remote_pictures=True))["img-src"]


def test_only_a_picture_in_an_entry_shown_in_full_is_another_hosts(shelf):
    shelf.post("cache")
    shelf.entry("short", summary="<img>")
    shelf.entry("plain", html="<p>No picture</p>")
    assert not shows_remote_pictures(shelf.catalog())
    shelf.entry("walk", html='<p><img src="https://aino.example/x.png" alt=""></p>')
    assert shows_remote_pictures(shelf.catalog())


def test_who_may_frame_the_site_is_said_in_headers_only():
    assert "frame-ancestors" not in content_security_policy(())
    assert rules(content_security_policy((), in_header=True))["frame-ancestors"] == ["'self'"]


def test_only_scripts_that_run_are_counted():
    page = """
    <script>a()</script><SCRIPT type="module">b()</SCRIPT ><script src="x.js"></script>
    <script type="application/ld+json">{"no": 1}</script><script id=__config type="application/json">{}</script>
    <script>a()</script><script></script>
    """
    assert inline_scripts(page) == ("a()", "b()")


def test_the_meta_carries_the_policy_unharmed():
    policy = content_security_policy(["a()"])
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', policy_meta(policy))
    assert found is not None
    assert found.group(1) == policy
    assert '<meta name="referrer" content="strict-origin-when-cross-origin">' in policy_meta(policy)


def test_each_host_gets_the_same_headers(shelf):
    policy = content_security_policy(["a()"], search=True, in_header=True)
    files = {address: data.decode() for address, data in header_files(shelf.hub, policy)}
    assert sorted(files) == ["_headers", "headers/apache.conf", "headers/nginx.conf"]
    for text in files.values():
        assert policy in text
        for name in ("Referrer-Policy", "X-Content-Type-Options", "Permissions-Policy", "X-Frame-Options"):
            assert name in text
    assert f'add_header Content-Security-Policy "{policy}" always;' in files["headers/nginx.conf"]
    assert f'Header always set Content-Security-Policy "{policy}"' in files["headers/apache.conf"]


def test_headers_stand_below_the_path_of_the_site(shelf, golden):
    shelf.site_url = "https://acme.example/voices/"
    files = dict(header_files(shelf.hub, content_security_policy(["a()"], search=True, in_header=True)))
    paths = [line for line in files["_headers"].decode().splitlines() if line and not line.startswith(" ")]
    assert paths[0] == "/voices/*"
    assert all(path.startswith("/voices/") for path in paths)
    for address, data in files.items():
        golden(address.replace("/", "-").lstrip("_"), data)


def test_what_is_named_by_its_content_is_kept_for_ever_and_nothing_else(shelf):
    shelf.site_url = "https://acme.example/voices/"
    files = {name: data.decode() for name, data in header_files(shelf.hub, "x", "assets/voices-0123456789")}
    rules = files["_headers"].split("\n\n") if "\n\n" in files["_headers"] else files["_headers"].split("\n/")
    kept = [rule.lstrip("/").splitlines()[0] for rule in rules if "immutable" in rule]
    assert kept == ["voices/assets/media/*", "voices/assets/voices-0123456789/*"]
    pattern = r"^/voices/assets/(media|voices-[0-9a-f]+)/"
    assert pattern in files["headers/nginx.conf"]
    assert pattern in files["headers/apache.conf"]
    for path in ("/voices/assets/media/a.0.webp", "/voices/assets/voices-0123456789/voices.css"):
        assert re.search(pattern, path)
    for path in (f"/voices/{SCRIPT_ADDRESS}", "/voices/index.html", "/voices/x/assets/media/a.webp"):
        assert not re.search(pattern, path)


def test_the_internal_edition_asks_in_headers_too_not_to_be_found(shelf):
    assert b"X-Robots-Tag" not in dict(header_files(shelf.hub, "x"))["_headers"]
    shelf.audience = "internal"
    assert b"  X-Robots-Tag: noindex\n" in dict(header_files(shelf.hub, "x"))["_headers"]
