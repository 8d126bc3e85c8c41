"""Commands run in a tiny hub, as a person would type them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from voices.cli import cli


@pytest.fixture
def type_in() -> Callable[..., Result]:
    """``type_in(world, "move", "/posts/a/", "/posts/b/")`` runs ``voices move …`` in the world's folder."""

    def run(world, *arguments: str, answer: str | None = None) -> Result:
        result = CliRunner().invoke(cli, ["-f", str(world.root / "mkdocs.yml"), *arguments], input=answer)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
