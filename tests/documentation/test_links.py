"""What is wrong with a built site is told, with the page and what it refers to."""

from pathlib import Path

import pytest

from docsite.links import problems

OTHER = '<h1 id="top">Other</h1>'


def site(folder: Path, page: str, css: str = "") -> Path:
    (folder / "sub").mkdir()
    (folder / "index.html").write_text(page)
    (folder / "sub" / "other.html").write_text(OTHER)
    (folder / "sub" / "index.html").write_text('<a href="../index.html">up</a>')
    (folder / "site.css").write_text(css)
    (folder / "a b.png").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    "page",
    [
        '<a href="sub/other.html#top">x</a><a href="sub/">x</a><a href="#">x</a>',
        '<a href="https://vendor.example/docs#x">x</a><a href="mailto:a@b.example">x</a>',
        '<img src="a%20b.png"><link href="/site.css"><a href="/sub/other.html">x</a>',
        '<img src="data:image/png;base64,AAAA" srcset="a%20b.png 2x">',
    ],
)
def test_what_is_there_is_no_problem(tmp_path: Path, page: str) -> None:
    assert problems(site(tmp_path, page)) == []


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<a href="none.html">x</a>', "none.html leads to no file"),
        ('<a href="sub/other.html#none">x</a>', "#none leads to no place on that page"),
        ('<a href="#none">x</a>', "#none leads to no place on that page"),
        ('<a href="../outside.html">x</a>', "leads to no file"),
        ('<img src="none.png">', "none.png leads to no file"),
        ('<img src="a%20b.png" srcset="none.png 2x">', "none.png leads to no file"),
        ('<script src="https://cdn.example/x.js"></script>', "<script> fetches https://cdn"),
        ('<link href="//fonts.example/x.css">', "<link> fetches //fonts.example/x.css"),
        ('<img src="http://pictures.example/x.png">', "<img> fetches http://pictures"),
        ('<a href="javascript:alert(1)">x</a>', "<a> fetches javascript:alert(1)"),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, page: str, said: str) -> None:
    (found,) = problems(site(tmp_path, page))
    assert found.startswith("index.html: ")
    assert said in found


@pytest.mark.parametrize(
    "css", ['@import "https://fonts.example/x.css";', "a { background: url(//cdn.example/x.png) }"]
)
def test_a_style_that_fetches_from_elsewhere_is_told(tmp_path: Path, css: str) -> None:
    assert problems(site(tmp_path, "", css)) == ["site.css: fetches from elsewhere"]
