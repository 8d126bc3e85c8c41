"""Fenced code in colour, by Pygments: a language and the code come in, HTML with classes and without styles goes out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.formatters import HtmlFormatter
    from pygments.lexer import Lexer

SIZE_LIMIT = 50_000
"""Characters; longer code stays plain, because some lexers slow down with the square of the length."""
_NOT_NAME = re.compile(r"[^a-z0-9+#.-]+")


def coloured(info: str, code: str) -> str:
    """``code`` as a block; ``info`` is the word after the fence, and an unknown language stays uncoloured."""
    name = _NOT_NAME.sub("", (info.split() or [""])[0].split(",")[0].lower())[:30]
    lexer = _lexer(name) if name and len(code) <= SIZE_LIMIT else None
    body = _highlighted(code, lexer) if lexer else escape(code, quote=False)
    kind = f' class="language-{name}"' if name else ""
    return f'<div class="highlight"><pre tabindex="0"><code{kind}>{body}</code></pre></div>'


def _highlighted(code: str, lexer: Lexer) -> str:
    from pygments import highlight

    return highlight(code, lexer, _formatter())


@cache
def _formatter() -> HtmlFormatter[str]:
    # One for all: making it goes through a whole style sheet, which takes longer than colouring ten lines.
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)


@lru_cache(maxsize=256)
def _lexer(name: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # here, because most edits are of texts without code
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(name, stripnl=False)
    except ClassNotFound:
        return None
