"""``make demo`` keeps its promises, and fails when one is broken."""

from __future__ import annotations

import pytest
from bench import demo


@pytest.mark.slow
def test_the_demo_keeps_every_promise(capfd):
    assert demo.main() == 0
    told = capfd.readouterr().out
    assert "Every promise kept" in told
    assert "✗" not in told
    assert told.count("✓") >= 20


def test_a_broken_promise_ends_the_demo_with_one(monkeypatch, capfd):
    def broken(stage):
        stage.promise("pigs fly", kept=False)

    monkeypatch.setattr(demo, "_build", broken)
    assert demo.main() == 1
    assert "✗ not so: pigs fly" in capfd.readouterr().out
