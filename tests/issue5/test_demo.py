"""``make demo`` fails when a promise is broken, and tells a person why. That all are kept, ``.ci/run`` sees: it runs it."""

from __future__ import annotations

from bench import demo


def test_a_broken_promise_ends_the_demo_with_one(monkeypatch, capfd):
    def broken(stage):
        stage.promise("pigs fly", kept=False)

    monkeypatch.setattr(demo, "_build", broken)
    assert demo.main() == 1
    assert "✗ not so: pigs fly" in capfd.readouterr().out


def test_every_step_is_played_in_order(monkeypatch, capfd):
    played: list[str] = []
    for step in ("_build", "_fill_an_author", "_catch_a_blunder", "_meet_the_people", "_keep_the_link"):
        monkeypatch.setattr(demo, step, lambda *_, step=step: played.append(step))
    assert demo.main() == 0
    assert played == ["_build", "_fill_an_author", "_catch_a_blunder", "_meet_the_people", "_keep_the_link"]
    assert "Every promise kept" in capfd.readouterr().out
