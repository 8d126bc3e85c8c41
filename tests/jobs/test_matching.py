"""People around a job: twenty invented jobs, each with the first three people a colleague would name.

The table was written before the matching.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from voices.catalog import Catalog
from voices.configfile import load_hub
from voices.dates import Moment
from voices.loading import load
from voices.model import Job, Source
from voices.outputs.matching import PEOPLE_AT_MOST, JobMatching, Reason

ROOT = Path(__file__).parents[2]
DATA, PASSENGERS, TICKETING, RELIABILITY = (
    "Data platform",
    "Passenger experience",
    "Ticketing",
    "Reliability and security",
)

JOBS = [
    # title, team, place, topics, language, text → first three
    (
        ("Data engineer", DATA, "Helsinki", ["Data"], "en", "We write down our mistakes."),
        ["aino-lehto", "mantas-urbonas", "oskari-niemi"],
    ),
    (
        ("Data analyst", DATA, "Vilnius", ["Data", "Testing"], "en", ""),
        ["mantas-urbonas", "aino-lehto", "jonas-kazlauskas"],
    ),
    (
        ("Mobile developer", PASSENGERS, "Vilnius", ["Mobile", "Testing"], "en", ""),
        ["jonas-kazlauskas", "petri-aalto", "rasa-petraite"],
    ),
    (
        ("Palvelumuotoilija", PASSENGERS, "Helsinki", ["Design research", "Accessibility"], "fi", ""),
        ["rasa-petraite", "petri-aalto", "jonas-kazlauskas"],
    ),
    (
        ("Inżynier niezawodności", RELIABILITY, "Kraków", ["On call"], "pl", ""),
        ["zofia-baran", "tomasz-wrona", "marek-zielinski"],
    ),
    (
        ("Security engineer", RELIABILITY, "Kraków", ["Security"], "en", ""),
        ["tomasz-wrona", "zofia-baran", "marek-zielinski"],
    ),
    (
        ("Testavimo inžinierius", TICKETING, "Vilnius", ["Testing"], "lt", ""),
        ["marek-zielinski", "leila-haddad", "jonas-kazlauskas"],
    ),
    (
        ("Programista", TICKETING, "Kraków", ["Code review"], "pl", "Dbamy o bezpieczeństwo biletów."),
        ["marek-zielinski", "leila-haddad", "tomasz-wrona"],
    ),
    (
        ("Researcher", "", "Helsinki", ["Design research"], "en", "Your onboarding takes a month."),
        ["leila-haddad", "rasa-petraite", "aino-lehto"],
    ),
    (("People lead", "", "Tampere", ["Hiring", "Leadership"], "en", ""), ["hanna-koski", "oskari-niemi", "rasa-petraite"]),
    (
        ("Manager, anywhere", "", "", ["Leadership", "Remote work"], "en", ""),
        ["oskari-niemi", "hanna-koski", "zofia-baran"],
    ),
    (
        ("Specialist", PASSENGERS, "Tampere", ["Accessibility", "Testing"], "en", ""),
        ["petri-aalto", "jonas-kazlauskas", "rasa-petraite"],
    ),
    # Nothing but a title and a text: found by the words, in whatever form
    (
        ("Mobile developer", "", "", [], "en", "You would do many code reviews."),
        ["jonas-kazlauskas", "marek-zielinski"],
    ),
    (
        ("Coach", DATA, "Tampere", ["Onboarding", "Learning"], "en", ""),
        ["aino-lehto", "mantas-urbonas", "hanna-koski"],
    ),
    (
        ("Saavutettavuuden asiantuntija", "", "Tampere", [], "fi", "Tunnet testauksen."),
        ["petri-aalto", "jonas-kazlauskas", "rasa-petraite"],
    ),
    (
        ("Duomenų analitikas", "", "Vilnius", [], "lt", "Mums rūpi testavimas."),
        ["mantas-urbonas", "aino-lehto", "jonas-kazlauskas"],
    ),
    (
        ("Specjalista do spraw bezpieczeństwa", "", "Kraków", [], "pl", "Nie ma tu nocnych dyżurów."),
        ["tomasz-wrona", "zofia-baran", "marek-zielinski"],
    ),
    # Little or nothing in common
    (("Lawyer", "Legal", "Tampere", ["Contracts"], "en", ""), ["hanna-koski", "petri-aalto"]),
    (("Cook", "", "Oslo", [], "en", "Soup."), []),
    (("Engineer", RELIABILITY, "", [], "en", ""), ["zofia-baran", "tomasz-wrona"]),
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load(load_hub(ROOT / "mkdocs.yml")).catalog


def job_of(title: str, team: str, place: str, topics: list[str], language: str, text: str) -> Job:
    posted = Moment(dt.datetime(2026, 11, 2, tzinfo=dt.UTC), bare=True)
    return Job(
        "x",
        Source("content/jobs/x.md"),
        title,
        "https://x.example",
        posted,
        team=team,
        place=place,
        topics=tuple(topics),
        language=language,
        text=text,
    )


@pytest.mark.parametrize(("job", "expected"), JOBS)
def test_the_first_three_are_those_a_colleague_would_name(job, expected, catalog) -> None:
    assert [match.author for match in JobMatching(catalog).people(job_of(*job))][:3] == expected
