"""The copies of the web course for reading with no internet, as a build writes them."""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from tests.conftest import EXERCISE, LESSON, UNIT, Built, Course, tiny

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "The whole course to read with no internet"

ZIP = "downloads/porch-light-offline.zip"


def with_offer(folder: Path) -> Course:
    """The tiny course with an offer in its lesson, and a sheet of its exercise to print."""
    course = tiny(folder)
    course.add(f"{LESSON}.md", "\n:::{take-along}\n:::\n")
    sheet = folder / "editions/handouts/letter/first-steps.pdf"
    sheet.parent.mkdir(parents=True)
    sheet.write_bytes(b"%PDF-1.7 a sheet")
    return course


def build(course: Course) -> Built:
    return course.build("html", porchlight_editions=str(course.root.parent / "editions"))


@pytest.fixture
def offered(tmp_path: Path) -> Course:
    return with_offer(tmp_path)


def kept(built: Built) -> list[str]:
    """What the service worker keeps."""
    line = (built.out / "sw.js").read_text(encoding="utf-8").splitlines()[1]
    return list(json.loads(line.removeprefix("const FILES=").removesuffix(";")))


def test_zip_holds_all_that_its_pages_lead_to_in_one_folder(offered: Course) -> None:
    built = build(offered)

    with ZipFile(built.out / ZIP) as packed:
        names = packed.namelist()
        assert {name.split("/")[0] for name in names} == {"porch-light"}
        assert "porch-light/downloads/handouts/letter/first-steps.pdf" in names
        assert not {"porch-light/sw.js", f"porch-light/{ZIP}"} & set(names)
        for name in names:
            if not name.endswith(".html"):
                continue
            page = packed.read(name).decode()
            assert WORDS not in page
            for tag in BeautifulSoup(page, "html.parser").select("[href], [src]"):
                link = str(tag.get("href") or tag.get("src")).partition("#")[0].partition("?")[0]
                if link and ":" not in link:
                    assert posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) in names
    assert WORDS in built.page(LESSON)


def test_same_source_gives_the_same_zip_and_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        built = build(with_offer(tmp_path / name))
        made.append([(built.out / path).read_bytes() for path in (ZIP, "sw.js")])

    assert made[0] == made[1]


def test_phone_keeps_pages_and_what_they_need_and_no_sheets(offered: Course) -> None:
    built = build(offered)
    files = kept(built)

    wanted = {"index.html", f"{LESSON}.html", f"{EXERCISE}.html", f"{UNIT}.html", "search.html", "kitchen.html"}
    assert wanted | {"_static/search-index.js", "_static/offline.js", "manifest.webmanifest"} <= set(files)
    assert [name for name in files if name.startswith("downloads/") or name == "sw.js"] == []


def test_one_changed_word_makes_a_new_worker(offered: Course) -> None:
    before = (build(offered).out / "sw.js").read_bytes()
    assert (build(offered).out / "sw.js").read_bytes() == before
    offered.replace(f"{LESSON}.md", "Body words.", "Other words.")

    assert (build(offered).out / "sw.js").read_bytes() != before


def test_page_of_a_deleted_lesson_is_in_no_copy(offered: Course) -> None:
    offered.write("course/old.md", "---\norphan: true\n---\n# Old\n")
    assert "course/old.html" in kept(build(offered))
    (offered.root / "course/old.md").unlink()

    built = build(offered)

    assert "course/old.html" not in kept(built)
    assert "porch-light/course/old.html" not in ZipFile(built.out / ZIP).namelist()


def test_without_the_other_editions_there_is_no_zip_and_no_link_to_one(offered: Course) -> None:
    built = offered.build("html")

    assert not (built.out / ZIP).exists()
    assert WORDS not in built.page(LESSON)


def test_only_pages_with_the_offer_send_its_script(offered: Course) -> None:
    built = build(offered)

    assert "offline.js" in built.page(LESSON)
    assert "manifest.webmanifest" in built.page(LESSON)
    assert "offline.js" not in built.page(EXERCISE)
    assert "manifest" not in built.page(EXERCISE).partition("<title>")[2]


def test_manifest_names_pictures_that_are_there_and_nothing_telling(offered: Course) -> None:
    built = build(offered)
    manifest = json.loads((built.out / "manifest.webmanifest").read_text(encoding="utf-8"))

    assert (manifest["name"], manifest["short_name"]) == ("Porch Light", "Porch Light")
    assert (built.out / manifest["start_url"]).is_file()
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512", "any"}
    assert all((built.out / icon["src"]).is_file() for icon in manifest["icons"])


@pytest.mark.parametrize("builder", ["text", "epub", "handout", "notebook"])
def test_other_editions_show_no_offer(offered: Course, builder: str) -> None:
    built = offered.build(builder)

    if builder in {"text", "epub"}:
        assert "phone or computer" not in built.page(LESSON)
