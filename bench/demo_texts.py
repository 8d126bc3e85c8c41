"""What the people of the demo write: a blog of one's own, and a post before and after it was mended."""

from __future__ import annotations

BLOG_HOME = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Leila, between two stops</title>
<link rel="alternate" type="application/rss+xml" title="Leila, between two stops" href="/feed.xml"></head>
<body><h1>Leila, between two stops</h1><p>Notes from the support desk.</p></body>
</html>
"""

FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>Leila, between two stops</title><link>https://leila.example/</link><language>en</language>
<item><title>Nobody reads the yellow note</title><link>https://leila.example/yellow-note/</link>
<guid>https://leila.example/yellow-note/</guid><pubDate>Thu, 12 Nov 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;For two years a yellow note on the ticket machine explained how to pay by card. On Friday I stood
beside it for an hour and counted who read it. Nobody did, so we changed the machine.&lt;/p&gt;</description></item>
<item><title>Forty calls, four questions</title><link>https://leila.example/four-questions/</link>
<guid>https://leila.example/four-questions/</guid><pubDate>Thu, 29 Oct 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;People who ring us ask four questions, in many words. I wrote them on the wall of the team's room, and
since then our plans begin with one of them.&lt;/p&gt;</description></item>
<item><title>A wind is coming</title><link>https://leila.example/wind/</link>
<guid>https://leila.example/wind/</guid><pubDate>Thu, 05 Nov 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;I can't wait to show you Levanter,
which will be more than a wind by next spring.&lt;/p&gt;</description></item>
</channel></rss>
"""

_HEAD = """\
---
title: Dyżur bez prysznica
authors: [tomasz-wrona]
date: 2026-11-20
language: pl
topics: [On call, Mistakes]
summary: Telefon zadzwonił, kiedy stałem pod prysznicem. Od tamtej nocy dyżur wygląda u nas inaczej.
---
"""

BLUNDER = (
    _HEAD
    + """\
Telefon zadzwonił o 2.40, kiedy stałem pod prysznicem, i nikt inny nie mógł odebrać. Przez jedenaście minut tablice na
przystankach były czarne, a winna okazała się pierwsza wersja Maestralu, o której jeszcze nikomu nie mówimy.

![](pager.webp)

W zgłoszeniu ktoś podpisał się numerem 44051401359, więc od razu było wiadomo, do kogo oddzwonić. Od tamtej nocy dyżur mają
zawsze dwie osoby, a telefon drugiej dzwoni po trzech minutach. Nikt nie musi wybierać między snem a prysznicem.
"""
)

MENDED = (
    _HEAD
    + """\
Telefon zadzwonił o 2.40, kiedy stałem pod prysznicem, i nikt inny nie mógł odebrać. Przez jedenaście minut tablice na
przystankach były czarne, a winna okazała się pierwsza wersja systemu, nad którym pracujemy.

![Pager na nocnej szafce, obok zgaszona lampka i szklanka wody](pager.webp)

W zgłoszeniu ktoś zostawił swój numer, więc od razu było wiadomo, do kogo oddzwonić. Od tamtej nocy dyżur mają zawsze dwie
osoby, a telefon drugiej dzwoni po trzech minutach. Nikt nie musi wybierać między snem a prysznicem.
"""
)
