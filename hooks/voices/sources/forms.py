"""The front matter of each kind of file, as people fill it in: one frozen pydantic form a kind.

Comes in: a mapping of texts. Goes out: checked values, the dates as moments in the hub's zone (given as validation
context). The description of each key is what the documentation and the JSON Schemas say about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from voices.model import Localised, LocalisedList
from voices.sources.fields import (
    Address,
    Beside,
    Code,
    Codes,
    Date,
    Line,
    Lines,
    PartialDay,
    SitePaths,
    Subjects,
    Text,
    channel_address,
    check_slug,
    several,
)


class Form(BaseModel):
    """What all forms share: unknown keys are refused, empty ones count as left out."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
        defer_build=True,  # a check of one post builds the validators of one form
    )

    short_for: ClassVar[str] = ""
    """The key that a text alone stands for, where only one is needed."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: object) -> object:
        if cls.short_for and isinstance(value, str):
            return {cls.short_for: value}
        if not isinstance(value, dict):
            return value
        return {key: item for key, item in value.items() if item is not None and not _is_blank(item)}


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


class FeedForm(Form):
    """One blog of the author."""

    short_for: ClassVar[str] = "url"
    url: Address = Field(description="Address of the feed (RSS, Atom or JSON Feed).")
    show: Literal["full", "excerpt"] = Field("excerpt", description="Whether a post is shown in full or as an excerpt.")
    only_author: Line | None = Field(None, description="In a feed of several people: the name whose posts are taken.")
    only_topics: Lines = Field((), description="Take only posts in these categories of the feed.")
    topics: Lines = Field((), description="Topics given to every post of this feed.")
    since: Date | None = Field(None, description="Take no post older than this day.")
    language: Code | None = Field(None, description="The language this blog is written in.")


class LinkForm(Form):
    """Something published where no feed exists."""

    url: Address = Field(description="Address of the article, video or episode.")
    title: Line = Field(description="Its title.")
    date: Date = Field(description="When it was published.")
    summary: Line = Field("", description="One or two sentences about it.")
    language: Code | None = Field(None, description="The language it is in.")


class TrainingForm(Form):
    """A training or certificate."""

    short_for: ClassVar[str] = "name"
    name: Line = Field(description="What it is called.")
    issuer: Line = Field("", description="Who gave it.")
    date: PartialDay = Field("", description="When: YYYY, YYYY-MM or YYYY-MM-DD.")
    expires: PartialDay = Field("", description="Until when it holds.")
    url: Address = Field("", description="Where it can be looked up.")


class TalkForm(Form):
    """A talk."""

    short_for: ClassVar[str] = "title"
    title: Line = Field(description="Its title.")
    event: Line = Field("", description="Where it was given.")
    date: PartialDay = Field("", description="When: YYYY, YYYY-MM or YYYY-MM-DD.")
    url: Address = Field("", description="Slides or recording.")


class AwardForm(Form):
    """An award."""

    short_for: ClassVar[str] = "name"
    name: Line = Field(description="What it is called.")
    issuer: Line = Field("", description="Who gave it.")
    date: PartialDay = Field("", description="When: YYYY, YYYY-MM or YYYY-MM-DD.")
    url: Address = Field("", description="Where it can be read about.")


class ImageForm(Form):
    """A picture with what should be said about it."""

    src: Beside = Field(description="The picture's file, beside this one.")
    alt: Line = Field("", description="What can be seen, for those who can't see it.")
    credit: Line = Field("", description="Who made it.")
    licence: Line = Field("", description="Under which licence it is used.")
    ai: Literal["none", "edited", "generated"] | None = Field(None, description="Whether a machine had a hand in it.")


class CorrectionForm(Form):
    """A correction shown under the byline."""

    date: Date = Field(description="When it was corrected.")
    note: Line = Field(description="What was wrong and what is right.")


class WithdrawalForm(Form):
    """A post taken back."""

    date: Date = Field(description="When it was withdrawn.")
    note: Line = Field("", description="Why, in a sentence.")


def _named_image(value: object) -> object:
    return {"src": value} if isinstance(value, str) else value


Picture = Annotated[ImageForm, BeforeValidator(_named_image, json_schema_input_type=str | ImageForm)]
Consent = Literal["jobs", "embeds"]


class AuthorForm(Form):
    """``authors/<id>.md``: one person; the text below is their biography."""

    name: Line = Field(min_length=1, description="The name as the person wants to be read.")
    agreed: Date = Field(description="The day the person agreed to this page.")
    role: Text = Field(default_factory=Localised, description="What the person does, as a text or one a language.")
    headline: Text = Field(default_factory=Localised, description="One sentence under the name.")
    team: Line = Field("", description="Name of the team.")
    place: Line = Field("", description="Name of the place.")
    pronouns: Line = Field("", description="Pronouns, if the person wants them shown.")
    photo: Beside = Field("", description="The portrait's file, beside this one.")
    languages: Codes = Field((), description="Languages the person writes, the main one first.")
    expertise: Lines = Field((), description="Topics the person knows well.")
    ask_me_about: Subjects = Field(
        default_factory=LocalisedList, description="What to ask about: a list, or one a language."
    )
    channels: dict[str, str] = Field({}, description="The person's own places on the web, in the order shown.")
    feeds: Annotated[tuple[FeedForm, ...], several(FeedForm, str)] = Field((), description="The person's own blogs.")
    links: Annotated[tuple[LinkForm, ...], several(LinkForm)] = Field((), description="Published where no feed exists.")
    leader: bool = Field(False, description="Whether the person leads others.")
    mentor: bool = Field(False, description="Whether the person helps colleagues to write.")
    training: Annotated[tuple[TrainingForm, ...], several(TrainingForm, str)] = Field(
        (), description="Trainings and certificates."
    )
    talks: Annotated[tuple[TalkForm, ...], several(TalkForm, str)] = Field((), description="Talks given.")
    awards: Annotated[tuple[AwardForm, ...], several(AwardForm, str)] = Field((), description="Awards received.")
    joined: PartialDay = Field("", description="Since when the person works here.")
    left: PartialDay = Field("", description="When the person left.")
    status: Literal["invited", "active", "alumni", "hidden"] = Field("active", description="Whether the page is shown.")
    agreed_to: Annotated[tuple[Consent, ...], several(Consent)] = Field(
        (), description="Where else the person agreed to be shown."
    )
    aliases: SitePaths = Field((), description="Old paths that lead here.")

    @field_validator("channels", mode="before")
    @classmethod
    def _are_addresses(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            raise ValueError("write one channel a line, such as github: https://github.com/name")
        found, faults = {}, []
        for kind, url in value.items():
            try:
                found[str(kind)] = channel_address(str(kind), url) if url is not None else ""
            except ValueError as error:
                faults.append(str(error))
        if faults:
            raise ValueError(". ".join(faults))
        return {kind: url for kind, url in found.items() if url}


class PostForm(Form):
    """``posts/**/<name>.md``: one post; the text below is the post itself."""

    title: Line = Field(min_length=1, description="The title.")
    authors: Lines = Field(min_length=1, description="Ids of the authors, the first one leading.")
    date: Date = Field(description="The day it is published: YYYY-MM-DD, with a time if wanted.")
    updated: Date | None = Field(None, description="The day of the last change worth telling.")
    language: Code = Field("", description="The language it is written in.")
    topics: Lines = Field((), description="Names of the topics.")
    summary: Line = Field("", description="One or two sentences for lists and search engines.")
    image: Picture | None = Field(
        None, description="The leading picture: a file beside the post, or src with alt and more."
    )
    about: Literal["expertise", "company"] | None = Field(None, description="What it is about.")
    written_by: Literal["self", "assisted", "ghost"] | None = Field(None, description="Who held the pen.")
    ai: Literal["none", "assisted", "generated"] | None = Field(None, description="Whether a machine helped to write.")
    reviewed_by: Line = Field("", description="Who read a generated text before it went out.")
    audience: Literal["public", "internal"] = Field("public", description="Who may read it.")
    draft: bool = Field(False, description="Whether it is not finished yet.")
    pinned: bool = Field(False, description="Whether it leads its author's page and the home page.")
    slug: str = Field("", description="The last part of the address, where the file name should not decide.")
    aliases: SitePaths = Field((), description="Old paths that lead here.")
    translation_of: str = Field("", description="Slug of the post this one translates.")
    answers: str = Field("", description="Slug or address of the post this one replies to.")
    canonical: Address = Field("", description="Where the text was published first.")
    consents: Lines = Field((), description="References to the consents of people shown; no names.")
    corrections: Annotated[tuple[CorrectionForm, ...], several(CorrectionForm)] = Field(
        (), description="Corrections, shown under the byline."
    )
    withdrawn: WithdrawalForm | None = Field(None, description="Takes the text back; the address stays and says so.")

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if value:
            check_slug(value)
        return value

    @model_validator(mode="after")
    def _is_reviewed(self) -> PostForm:
        if self.ai == "generated" and not self.reviewed_by:
            raise ValueError("a generated text needs a reader before it goes out. Add reviewed_by with a name")
        return self


class SubjectForm(Form):
    """What topics, teams and places share; the text below is the introduction."""

    name: Text = Field(description="The name, as a text or one a language.")
    summary: Text = Field(default_factory=Localised, description="One sentence about it.")
    image: Picture | None = Field(None, description="A picture: a file beside this one, or src with alt and more.")
    aliases: SitePaths = Field((), description="Old paths that lead here.")

    @field_validator("name")
    @classmethod
    def _is_filled(cls, value: Localised) -> Localised:
        if not value:
            raise ValueError("the name is empty. Write how it is called")
        return value


class TopicForm(SubjectForm):
    """``topics/<id>.md``."""


class TeamForm(SubjectForm):
    """``teams/<id>.md``."""

    lead: str = Field("", description="Id of the author who leads the team.")


class PlaceForm(SubjectForm):
    """``places/<id>.md``."""

    country: Line = Field("", description="The country it lies in.")


class JobForm(Form):
    """``jobs/<id>.md``: one open position; the text below describes it."""

    title: Line = Field(min_length=1, description="The title of the position.")
    apply: Address = Field(description="Where to apply.")
    posted: Date = Field(description="The day it was posted.")
    closes: Date | None = Field(None, description="The last day to apply.")
    team: Line = Field("", description="Name of the team.")
    place: Line = Field("", description="Name of the place.")
    remote: Line = Field("", description="Whether and from where it can be done remotely.")
    topics: Lines = Field((), description="Names of the topics it is about.")
    language: Code = Field("", description="The language of the text.")


FORMS: dict[str, type[Form]] = {
    "author": AuthorForm,
    "post": PostForm,
    "topic": TopicForm,
    "team": TeamForm,
    "place": PlaceForm,
    "job": JobForm,
}


def schema_of(kind: str) -> dict[str, Any]:
    """A JSON Schema (2020-12) of the front matter of a kind of FORMS, with a description of each key."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **FORMS[kind].model_json_schema()}
