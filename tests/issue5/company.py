"""The files of a small invented company, and what a test looks for in its pages."""

from __future__ import annotations

from typing import Any

from hub_world import LEGAL

SETTINGS: dict[str, Any] = {
    "languages": ["en", "fi", "pl", "lt"],
    "cards": "off",
    "features": {"search": False},
    "repository": {"url": "https://github.com/acme/voices"},
    "editors": [
        {"name": "Sari Salo", "email": "sari@acme.example", "areas": ["privacy"], "languages": ["fi", "en"]},
        {"name": "Piotr Maj", "email": "piotr@acme.example", "areas": ["confidentiality"], "languages": ["pl"]},
    ],
}
POLICY = """\
title: {en: How we write, fi: Näin kirjoitamme, pl: Jak piszemy, lt: Kaip rašome}
intro: {en: "Write *freely*.", fi: "Kirjoita *vapaasti*."}
reviewed: 2026-09-15
parts:
  practice:
    title: {en: What works, pl: Co działa}
    minutes_a_day: 20
    points: [{title: When, text: On a morning.}]
  examples:
    points:
      - {title: Quiet nights, url: /posts/quiet-nights/, text: Told without blame.}
      - {title: A post nobody wrote, url: /posts/never/, text: It is not there.}
      - {title: Elsewhere, url: "https://else.example/a/", text: Good too.}
rules:
  - id: code-names
    severity: block
    area: confidentiality
    title: {en: A secret project, fi: Salainen hanke, pl: Tajny projekt, lt: Slaptas projektas}
    why: {en: Customers learn it from us., fi: Asiakkaat kuulevat meiltä., pl: Klienci wiedzą to od nas., lt: Klientai.}
    instead: {en: Say a system., fi: Sano järjestelmä., pl: Napisz system., lt: Sakykite sistema.}
    terms: {all: [Levanter, Ostria]}
"""
AUTHOR = """\
---
name: {name}
role: Engineer
team: {team}
place: {place}
languages: [{language}]
expertise: [{expertise}]
agreed: 2026-01-05
agreed_to: [{agreed_to}]
---
Writes about work.
"""
POST = """\
---
title: {title}
authors: [{author}]
date: 2026-11-0{day}
language: {language}
topics: [{topic}]
summary: What happened, and what we changed.
---
{text}
"""
JOB = """\
---
title: {title}
team: Data
place: Kraków
topics: [Testing]
apply: "{apply}"
posted: 2026-10-01
{more}---
{text}
"""
TEXT = "The queue was long on Friday, and we made it shorter by doing less of what nobody had asked us for."


def author(
    name: str, team: str = "", place: str = "", expertise: str = "", *, agreed_to: str = "jobs", language: str = "en"
) -> str:
    """A profile."""
    return AUTHOR.format(name=name, team=team, place=place, expertise=expertise, agreed_to=agreed_to, language=language)


def post(title: str, who: str, topic: str = "Testing", *, language: str = "en", text: str = TEXT, day: int = 1) -> str:
    """A post."""
    return POST.format(title=title, author=who, topic=topic, language=language, text=text, day=day)


def job(
    title: str,
    *,
    apply: str = "https://acme.example/apply?job=1",
    more: str = "language: en\n",
    text: str = "You test.",
) -> str:
    """A job by hand."""
    return JOB.format(title=title, apply=apply, more=more, text=text)


COMPANY: dict[str, str | bytes] = {
    "index.md": "# Welcome\n",
    **LEGAL,
    "policy.yml": POLICY,
    "authors/aino.md": author("Aino Lehto", "Data", "Helsinki"),
    "authors/marek.md": author("Marek Wrona", "Sales", "Kraków", "Testing"),
    "authors/shy.md": author("Shy Person", "Data", "Kraków", "Testing", agreed_to=""),
    "authors/gone.md": author("Gone Away", "Data", "Kraków", "Testing").replace("role:", "status: alumni\nrole:"),
    "posts/quiet-nights.md": post("Quiet nights", "aino", day=2),
    "posts/loud-days.md": post("Loud days", "marek", day=3),
    "posts/shy-words.md": post("Shy words", "shy", day=4),
    "jobs/tester.md": job("Tester"),
    "jobs/inzynier.md": job("Inżynier", more="language: pl\n", text="Szukamy osoby do testów."),
    "jobs/filled.md": job("Filled long ago", more="language: en\ncloses: 2026-10-20\n"),
}
