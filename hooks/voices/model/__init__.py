"""What the hub is about, as frozen data: authors, posts, entries, subjects, jobs.

Everything here has been read and checked by the layer above; nothing here touches a file, the network or a format.
Names, teams, topics and places are kept as written; joining them is the catalog's work.
"""

from voices.model.blogs import Blog, Entry, EntryText
from voices.model.content import Content, Correction, Job, Post, Subject, SubjectKind, Withdrawal
from voices.model.documents import Document, Image, Localised, LocalisedList, Reference, Source, Wording
from voices.model.people import Author, Channel, FeedSource, Link, Milestone, Status

__all__ = [
    "Author",
    "Blog",
    "Channel",
    "Content",
    "Correction",
    "Document",
    "Entry",
    "EntryText",
    "FeedSource",
    "Image",
    "Job",
    "Link",
    "Localised",
    "LocalisedList",
    "Milestone",
    "Post",
    "Reference",
    "Source",
    "Status",
    "Subject",
    "SubjectKind",
    "Withdrawal",
    "Wording",
]
