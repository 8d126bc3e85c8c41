"""The ledger of addresses: every address ever published stays a page, a redirect or a goodbye, or the build stops.

``permalinks.txt`` holds one site-relative address a line, or ``sha256:<hex>`` for what an erased person left. Builds only
read it; ``record`` gives what ``voices build --record`` writes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Set

from voices.catalog.redirects import site_path
from voices.findings import Finding

ERASED = "sha256:"
_LIKELY_PER_CENT = 60
_NO_ADDRESS = re.compile("[\\s\\x00-\\x1f\ufffd]|(?:^|/)\\.\\.?/")
_NO_LETTER = re.compile(r"[\x00-\x1f]")
_MERGE_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def erased_line(address: str) -> str:
    """The ledger line of an erased address: ``sha256:`` and the hash of its site-relative form (``posts/x/``)."""
    return ERASED + hashlib.sha256(site_path(address).encode()).hexdigest()


def record(existing_lines: Iterable[str], recorded: Iterable[str]) -> bytes:
    """The ledger with ``recorded`` added: sorted, each line once, erased lines and comments kept, nothing ever removed."""
    lines = {line.strip() for line in existing_lines if line.strip()}
    comments = sorted(line for line in lines if line.startswith("#"))
    erased = {line for line in lines if line.startswith(ERASED)}
    addresses = {site_path(line) for line in lines if not line.startswith(("#", ERASED))} | set(recorded)
    return "".join(f"{line}\n" for line in (*comments, *sorted(addresses | erased))).encode()


def erase(lines: Iterable[str], addresses: Iterable[str]) -> bytes:
    """The ledger with ``addresses`` replaced by their hashes, so that it no longer tells whom they belonged to."""
    erased = set(addresses)
    kept = [line for line in lines if site_path(line) not in erased or line.lstrip().startswith(("#", ERASED))]
    return record((*kept, *map(erased_line, erased)), ())


def published(lines: Iterable[str]) -> dict[str, int]:
    """The addresses in the ledger with their line, from 1; erased ones and comments are skipped."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        text = line.strip().removeprefix("\ufeff")
        if text and not text.startswith(("#", ERASED)):
            found.setdefault(site_path(text), number)
    return found


def gone_findings(
    ledger: str, addresses: Mapping[str, int], answering: Set[str], files: Mapping[str, str], reasons: Mapping[str, str]
) -> list[Finding]:
    """A block finding for each published address that nothing answers any more.

    ``addresses`` is what ``published`` read from ``ledger``. ``files`` names the file behind each page (by address), for the
    proposal; ``reasons`` says why a page that exists is not shown (``{"posts/x/": "… is a draft now."}``).
    """
    findings = []
    for address, line in addresses.items():
        if address in answering:
            continue
        if address.startswith(_MERGE_MARKS) or _NO_ADDRESS.search(address):
            said = _NO_LETTER.sub("?", address.rstrip("/"))
            message = f'"{said}" is no address, but what a stopped merge or another program left. Take the line out.'
            findings.append(Finding(ledger, line, "permalinks.unreadable", "block", message))
            continue
        reason = reasons.get(address)
        if reason:
            advice = f"{reason} Publish it again, or take it back with withdrawn: {{date: …}} so that its page says so."
        else:
            advice = _advice(address, files)
        message = f"/{address} was published and would vanish. {advice}"
        findings.append(Finding(ledger, line, "permalinks.gone", "block", message))
    return findings


def _advice(address: str, files: Mapping[str, str]) -> str:
    kind = address.partition("/")[0] + "/"
    beside = {other: other.removeprefix(kind) for other in files if other.startswith(kind)}
    from rapidfuzz import fuzz, process  # here, because most runs miss no address

    likely = process.extractOne(address.removeprefix(kind), beside, scorer=fuzz.ratio, score_cutoff=_LIKELY_PER_CENT)
    if likely is None:
        return (
            f"Bring the file back, or add aliases: [/{address}] to the file that takes its place "
            "(voices move does so when it renames)."
        )
    near = likely[2]
    if not files[near]:
        return (
            f"Is it /{near} now? Write the old name again where it is used, "
            f"or give /{near} a file with aliases: [/{address}]."
        )
    return f"Is it /{near} now? Then add aliases: [/{address}] to {files[near]}."
