"""How a blog is, in words its author understands: for ``/feeds/``, from the archive alone.

Comes in: a ``Blog`` and a ``Language``. Goes out: a sentence or two, the same for the same archive. Nothing here says that
an entry is held, how many are, or why: that is for the terminal.
"""

from __future__ import annotations

from voices.i18n import Language
from voices.model import Blog


def health(blog: Blog, language: Language) -> str:
    """``Answers with a web page instead of a feed since 3 November 2026. The 14 entries we have stay.``"""
    count = sum(entry.status == "published" for entry in blog.entries)
    stay = _stay(count, language)
    _ = language.gettext
    if blog.feed is None and blog.state != "gone":
        return f"{_('Not read any more, because the profile no longer lists it.')} {stay}".strip()
    if blog.state == "ok":
        if not count:
            return _("Read without trouble; there is nothing in it yet.")
        return language.ngettext(
            "Read without trouble; {n} entry so far.", "Read without trouble; {n} entries so far.", count
        )
    since = language.date(blog.since.date()) if blog.since is not None else "–"
    if blog.state == "moved":
        return _("Moved to {address} for good, seen since {date}. It is still read.", address=blog.moved_to, date=since)
    if blog.state == "gone":
        return f"{_('Its server says that it is gone for good, since {date}.', date=since)} {stay}".strip()
    if blog.state == "held":
        told = _(
            "Paused since {date}: name and address changed, and its author is asked whether that is right.", date=since
        )
        return f"{told} {stay}".strip()
    return f"{_why(blog.reason, since, language)} {stay}".strip()


def _stay(count: int, language: Language) -> str:
    if not count:
        return ""
    return language.ngettext("The {n} entry we have stays.", "The {n} entries we have stay.", count)


def _why(reason: str, date: str, language: Language) -> str:
    _ = language.gettext
    match reason:
        case "page":
            return _("Answers with a web page instead of a feed since {date}.", date=date)
        case "empty":
            return _("Answers with nothing at all since {date}.", date=date)
        case "unreadable" | "encoding":
            return _("Answers with something that is not a feed since {date}.", date=date)
        case "too-slow" | "too-heavy" | "size":
            return _("Its feed is too large to be read since {date}.", date=date)
        case "missing":
            return _("There is nothing at its feed's address since {date}.", date=date)
        case "redirects":
            return _("Its address leads in a circle since {date}.", date=date)
        case _:
            return _server(reason, date, language)


def _server(reason: str, date: str, language: Language) -> str:
    _ = language.gettext
    match reason:
        case "unreachable" | "cut" | "slow" | "refused" | "address":
            return _("Its server can't be reached since {date}.", date=date)
        case "certificate":
            return _("Its certificate has not been valid since {date}.", date=date)
        case "forbidden":
            return _("Its server has not let us in since {date}.", date=date)
        case "busy":
            return _("Its server asks us to wait since {date}.", date=date)
        case _:
            return _("Its server has a fault since {date}.", date=date)
