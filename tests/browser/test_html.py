"""Every page of the built sample passes html-validate and the Nu checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

# What the Nu checker can't know: in a file without a host it takes 'self' in the Content-Security-Policy for nothing, and
# it takes a block of JSON-LD for a script that would run. The policy is tested in Chromium.
NOT_A_FAULT = "Content Security Policy"


def test_html_validate_finds_nothing(sample_site, tools):
    done = subprocess.run(
        [
            "node",
            str(tools / "html-validate" / "bin" / "html-validate.mjs"),
            "--config",
            str(Path(__file__).parent / "htmlvalidate.json"),
            "--formatter",
            "json",
            str(sample_site),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads(done.stdout)
    said = sorted(
        f"{Path(result['filePath']).relative_to(sample_site)}:{one['line']}: {one['message']} [{one['ruleId']}]"
        for result in results
        for one in result["messages"]
    )
    assert said == []
    assert done.returncode == 0, done.stderr


def test_the_nu_checker_finds_nothing(sample_site, tools):
    if shutil.which("java") is None:
        pytest.skip("Java is missing: apt-get install default-jre-headless")
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(tools / "vnu-jar" / "build" / "dist" / "vnu.jar"),
            "--format",
            "json",
            "--skip-non-html",
            "--exit-zero-always",
            "--stdout",
            str(sample_site),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stdout)["messages"]
    assert any(NOT_A_FAULT in one["message"] for one in messages), "the checker read no page"
    said = [
        f"{one.get('url', '').rpartition('/site/')[2]}:{one.get('lastLine')}: {one['message']}"
        for one in messages
        if NOT_A_FAULT not in one["message"]
    ]
    assert said == []
