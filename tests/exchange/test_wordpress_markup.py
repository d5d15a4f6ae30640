"""WordPress' markup as safe HTML. No database."""

import re
import time

import pytest

from forum.exchange.wordpress import images, markup
from forum.exchange.wordpress.autop import autop


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("One.", "<p>One.</p>"),
        ("One\ntwo", "<p>One<br>\ntwo</p>"),
        ("One<br />\ntwo", "<p>One<br>\ntwo</p>"),
        ("One\r\n\r\n\r\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("<p>One\ntwo</p>", "<p>One<br>\ntwo</p>"),
        ("<ul>\n<li>a\nb</li>\n<li>c</li>\n</ul>", "<ul>\n<li>a<br>\nb</li>\n<li>c</li>\n</ul>"),
        (
            "<blockquote>One\n\nTwo</blockquote>",
            "<blockquote><p>One</p>\n<p>Two</p>\n</blockquote>",
        ),
        ("Before<h2>Title</h2>after", "<p>Before</p>\n<h2>Title</h2><p>after</p>"),
        ("<pre>a\n\n  b</pre>", "<pre>a\n\n  b</pre>"),
        ("<em>a</em>\n\n<strong>b</strong>", "<p><em>a</em></p>\n<p><strong>b</strong></p>"),
        ("<p>open\n<div>One\n\nTwo</div>", "<p>open</p><p>One</p>\n<p>Two</p>"),
        (
            '<a\nhref="https://example.org/">x</a>',
            '<p><a href="https://example.org/" rel="noopener">x</a></p>',
        ),
    ],
)
def test_paragraphs_are_made_as_wordpress_shows_them(typed, html):
    assert markup.article(typed) == html


def test_blocks_are_html_already():
    typed = (
        '<!-- wp:paragraph {"dropCap":true} -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\n'
        "<!-- wp:separator /-->\n\nloose\n\nends\n\n<!-- wp:freeform -->a\n\nb<!-- /wp:freeform -->"
    )

    made = " ".join(markup.article(typed).split())

    assert made == "<p>One two</p> <p>loose</p> <p>ends</p> <p>a</p> <p>b</p>"


@pytest.mark.parametrize(
    "typed",
    [
        '[caption width="9"]<img src="/x.jpg" alt="A lamp" /> Lit at <em>dusk</em>[/caption]',
        '[caption caption="Lit at <em>dusk</em>"]<img src="/x.jpg" alt="A lamp" />[/caption]',
    ],
)
def test_a_caption_becomes_a_figure(typed):
    figure = markup.article(typed)

    assert "<figcaption>Lit at <em>dusk</em></figcaption></figure>" in figure
    assert 'alt="A lamp"' in figure
    assert "[" not in figure


def test_a_caption_without_a_picture_is_its_text():
    assert markup.article("[caption]Words[/caption]") == "<p>Words</p>"


def test_other_shortcodes_stay_and_are_counted():
    typed = '[gallery ids="1,2"] [sic] [quote]x[/quote] [map lat="1"] [1] [caption]y[/caption]'

    assert '[gallery ids="1,2"]' in markup.article(typed)
    assert markup.shortcodes(typed) == {"gallery": 1, "quote": 1, "map": 1}


def test_an_embedded_frame_becomes_a_link():
    typed = '<iframe width="1" src="https://video.example.org/1" allow="all"></iframe>'

    assert '<a href="https://video.example.org/1"' in markup.article(typed)


@pytest.mark.parametrize("typed", ["<b>x</b>", "<B>x</B>", '<b class="y">x</b>'])
def test_old_tags_get_their_names_of_today(typed):
    assert markup.article(typed) == "<p><strong>x</strong></p>"


def test_a_word_that_begins_like_an_old_tag_is_none():
    assert markup.article("<body>x</body> <br>") == "<p>x <br></p>"


HOSTILE = [
    "<pre>",
    "<div>",
    "<p",
    "[caption]",
    "<!--",
    "<",
    "\n ",
    "&",
    "http://",
    "[a ",
    "<a <img ",
    "<iframe src='",
    " ",
    "<blockquote>",
    "<!-- wp:a ",
    "</p><div>",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece):
    start = time.process_time()

    markup.article(piece * 50_000)
    markup.comment(f"{piece * 50_000} x")
    markup.shortcodes(piece * 50_000)

    assert time.process_time() - start < 5


def test_what_is_left_open_ends_with_its_container():
    assert autop("<ul><li>a<li>b</ul>c") == "<ul><li>a<li>b</ul><p>c</p>\n"


def place(html: str, **here: str) -> tuple[str, int, int]:
    """`here` are the names of the files that were brought along."""
    base = "https://office.example.org/wp-content/uploads/"
    return images.place(
        html, base, lambda url: here.get(url.rpartition("/")[2].partition(".")[0], "")
    )


def test_a_picture_that_is_here_shows_ours():
    html = '<p><img src="/wp-content/uploads/a.jpg" alt="A &amp; b" width="3"></p>'

    made, here, links = place(html, a="/media/a.jpg")

    assert made == '<p><img src="/media/a.jpg" alt="A &amp; b" width="3"></p>'
    assert (here, links) == (1, 0)


@pytest.mark.parametrize(
    ("html", "made"),
    [
        (
            '<img src="https://cdn.example.org/b.jpg?w=1&amp;h=2" alt="Two &lt;lamps&gt;">',
            '<a href="https://cdn.example.org/b.jpg?w=1&amp;h=2">Two &lt;lamps&gt;</a>',
        ),
        (
            '<img src="https://cdn.example.org/b%20c.jpg">',
            '<a href="https://cdn.example.org/b%20c.jpg">b c.jpg</a>',
        ),
        ('<a href="/x"><img src="/b.jpg" alt="B"></a>', '<a href="/x">B</a>'),
        ('<img alt="no address">', "no address"),
        ('<img src="//[bad" alt="B">', "B"),
        ('<img src="https://count.example.org/1.gif" width="1" height="1">', ""),
    ],
)
def test_a_picture_that_is_not_here_is_a_link(html, made):
    assert place(html)[0] == made


def test_a_link_to_a_picture_that_is_here_leads_to_ours():
    html = '<a href="https://office.example.org/wp-content/uploads/a.jpg">big</a>'

    assert place(html, a="/media/a.jpg")[0] == '<a href="/media/a.jpg">big</a>'


@pytest.mark.parametrize("around", ["{}", "a{}b", "{}b", "a {} b", "a{}"])
def test_a_plain_line_is_what_it_would_be_were_it_looked_at(monkeypatch, around):
    lines = [around.format(chr(char)) for char in (*range(256), 0x2028, 0x200B, 0x1F989)]
    made = [markup.line(line) for line in lines]

    monkeypatch.setattr(markup, "PLAIN", re.compile("(?!)"))

    assert made == [markup.line(line) for line in lines]
