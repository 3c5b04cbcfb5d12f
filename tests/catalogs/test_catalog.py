"""Catalogs follow the course: what is translated stays, an edited sentence waits for a translator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from porchlight.catalogs.catalog import load, update
from porchlight.catalogs.pages import pages_of

if TYPE_CHECKING:
    from pathlib import Path

    from polib import POEntry

PAGE = "course/1-first/lesson"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course of two pages, of which one is to be translated."""
    page = tmp_path / f"{PAGE}.md"
    page.parent.mkdir(parents=True)
    page.write_text("# A lesson\n\nCall for help when the breathing stops.\n\nStay there.\n", encoding="utf-8")
    page.with_name("other.md").write_text("# Another\n\nNot yet.\n", encoding="utf-8")
    (tmp_path / "catalogs/es").mkdir(parents=True)
    (tmp_path / "catalogs/es/pages.toml").write_text(f'[pages]\n"{PAGE}" = {{}}\n', encoding="utf-8")
    return tmp_path


def entries(root: Path) -> dict[str, POEntry]:
    """What the catalog holds."""
    return {entry.msgid: entry for entry in load(root / "catalogs/es/1-first.po")}


def translate(root: Path) -> None:
    catalog = load(root / "catalogs/es/1-first.po")
    for entry in catalog:
        entry.msgstr = f"¡{entry.msgid}!"
    catalog.save()


def test_only_the_named_pages_are_in_the_catalogs(root: Path) -> None:
    update(root)

    assert list(entries(root)) == ["A lesson", "Call for help when the breathing stops.", "Stay there."]
    assert "Not yet." in (root / "_build/catalogs/1-first.pot").read_text(encoding="utf-8")


def test_edited_sentence_makes_one_entry_fuzzy(root: Path) -> None:
    update(root)
    translate(root)
    page = root / f"{PAGE}.md"
    page.write_text(page.read_text(encoding="utf-8").replace("breathing", "heart"), encoding="utf-8")

    update(root)
    assert update(root) == []

    found = entries(root)
    fuzzy = [entry for entry in found.values() if entry.fuzzy]
    assert [entry.msgid for entry in fuzzy] == ["Call for help when the heart stops."]
    assert fuzzy[0].previous_msgid == "Call for help when the breathing stops."
    assert fuzzy[0].msgstr == "¡Call for help when the breathing stops.!"
    assert found["Stay there."].msgstr == "¡Stay there.!"


def test_sentence_that_went_comes_back_translated(root: Path) -> None:
    update(root)
    translate(root)
    page = root / f"{PAGE}.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(before.replace("Stay there.\n", ""), encoding="utf-8")
    update(root)
    assert entries(root)["Stay there."].obsolete
    page.write_text(before, encoding="utf-8")

    update(root)

    assert entries(root)["Stay there."].msgstr == "¡Stay there.!"
    assert not entries(root)["Stay there."].obsolete


def test_list_of_pages_names_its_mistakes(root: Path) -> None:
    listed = '[pages]\n"course/1-first/lessen" = {}\n"course/1-first/lesson" = { translated = 2026-11-29 }\n'
    (root / "catalogs/es/pages.toml").write_text(listed, encoding="utf-8")

    with pytest.raises(ConfigError) as told:
        pages_of(root, "es")

    assert "catalogs/es/pages.toml:2: 'course/1-first/lessen' is no page (did you mean" in str(told.value)
    assert "catalogs/es/pages.toml:3: say who has read the translation" in str(told.value)
