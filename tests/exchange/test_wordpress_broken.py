"""Exports that are not well-formed, cut off, in another encoding, or meant to do harm."""

import gzip

import pytest

from articles.models import Article
from forum.comments.models import Comment
from forum.exchange.models import Arrival
from forum.exchange.wordpress import scanner
from forum.exchange.wordpress.repair import repair
from forum.exchange.wordpress.scanner import Kind
from forum.exchange.wordpress.stream import NotAnExport
from tests.exchange.wxr import Raw, comment, export, item, line_of


def headlines() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("headline", flat=True))


def bodies() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("body", flat=True))


# What can be read is taken in, with its line -----------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Rock & Roll", "Rock & Roll"),
        ("AT&T", "AT&T"),
        ("Caf&eacute; &nbsp;&copy;", "Café ©"),
        ("fish &amp; chips &#8211; &#x2014;", "fish & chips – —"),
        ("a &#0;&#x1;&#11;b", "a b"),
        ("a\x0bb\x00c\x1bd", "abcd"),
        ("a ]]> b", "a ]]> b"),
    ],
)
def test_a_title_that_is_no_xml_is_read(move, written, read):
    text = export(item(1, title=Raw(written)), item(2))

    report = move(text)

    assert headlines() == [read, "Lamp 2"]
    if "&amp;" not in written:
        assert report.repaired == {"item": [line_of(text, "<item>", 2)]}


@pytest.mark.parametrize("control", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe"])
def test_control_characters_fall_and_the_comment_stays(move, control):
    text = export(item(1, comment(11, f"Well{control} said."), comment(12)))

    report = move(text)

    assert bodies() == ["Well said.", "Well said."]
    assert report.repaired == {"comment": [line_of(text, "<wp:comment>")]}


def test_bytes_that_are_no_utf_8_are_read_as_windows_wrote_them(move):
    text = export(item(1, comment(11, "caf~ ^quoted^"), comment(12, "café")))
    data = text.encode().replace(b"~", b"\xe9").replace(b"^", b"\x93")

    report = move(data)

    assert bodies() == ["café “quoted“", "café"]
    assert len(report.repaired["comment"]) == 1


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("ISO-8859-1", "cp1252"),
        ("windows-1251", "cp1251"),
        ("UTF-16", "utf-16"),
        ("utf-8", "utf-8-sig"),
    ],
)
def test_the_declared_encoding_counts(move, declared, encoding):
    words = "лампа" if "1251" in declared else "“crème”"
    start = f'<?xml version="1.0" encoding="{declared}"?>'

    report = move(export(item(1, title=words), start=start).encode(encoding))

    assert headlines() == [words]
    assert not report.repaired


def test_an_unknown_encoding_is_read_as_utf_8(move):
    move(export(item(1, title="crème"), start='<?xml version="1.0" encoding="unicode_escape"?>'))

    assert headlines() == ["crème"]


def test_a_broken_tag_costs_no_other_comment(move):
    broken = comment(12).replace("</wp:comment_author_IP>", "</wp:comment_author_IQ>")
    text = export(item(1, comment(11), broken, comment(13)), item(2))

    report = move(text)

    assert Comment.objects.filter(pk__in=[11, 12, 13]).count() == 3
    assert report.repaired == {"comment": [line_of(text, "<wp:comment>", 2)]}
    assert len(headlines()) == 2


def test_html_that_nobody_escaped_is_read(move):
    move(export(item(1, content=Raw("<p>One <b>two</b> <br> three</p>"))))

    assert Article.objects.get().body == "<p>One <strong>two</strong> <br> three</p>"


def test_an_item_without_an_end_ends_where_the_next_begins(move):
    text = export(item(1, comment(11)).replace("</item>", ""), item(2, comment(12)))

    move(text)

    assert headlines() == ["Lamp 1", "Lamp 2"]
    assert Comment.objects.get(pk=12).discussion.title == "Lamp 2"


def test_a_comment_without_an_end_ends_where_the_next_begins(move):
    move(export(item(1, comment(11).replace("</wp:comment>", ""), comment(12)), item(2)))

    assert bodies() == ["Well said.", "Well said."]
    assert len(headlines()) == 2


def test_cdata_without_an_end_spoils_one_comment_at_most(move):
    lost = comment(11, "First.").replace("First.]]>", "First.")

    move(export(item(1, lost, comment(12, "Second."), comment(13, "Third.")), item(2)))

    assert bodies() == ["First.", "Second.", "Third."]
    assert len(headlines()) == 2


def test_cdata_without_an_end_leaves_each_comment_at_its_own_article(move):
    lost = item(1, comment(11, "At one.")).replace("dusk.]]>", "dusk.")
    tag = '<category domain="post_tag" nicename="x"><![CDATA[X</category>'
    next_lost = item(2, comment(12, "At two."), terms=tag)

    move(export(lost, next_lost, item(3, comment(13))))

    titles = Comment.objects.order_by("pk").values_list("pk", "discussion__title")
    assert list(titles) == [(11, "Lamp 1"), (12, "Lamp 2"), (13, "Lamp 3")]


@pytest.mark.parametrize("broken", ["", "<wp:odd>", "</wp:odd>"])
def test_an_item_that_swallowed_the_next_gives_it_back_with_its_comments(move, broken):
    lost = f"{broken}<wp:is_sticky><![CDATA[0</wp:is_sticky></item>"
    first = item(1, comment(11)).replace("	</item>", lost)

    move(export(first, item(2, comment(12)), item(3, comment(13))))

    titles = Comment.objects.order_by("pk").values_list("pk", "discussion__title")
    assert list(titles) == [(11, "Lamp 1"), (12, "Lamp 2"), (13, "Lamp 3")]


def test_an_item_that_a_comment_swallowed_is_told(move):
    lost = comment(11, type=Raw("<![CDATA[comment</wp:comment_type></wp:comment></item>"))
    first = item(1, lost).replace("</item>", "", 1)
    text = export(first, item(2, comment(12), comment(13)), item(3, comment(14)))

    report = move(text)

    assert report.skipped["item that cannot be read"] == [line_of(text, "<item>", 3)]
    assert len(report.skipped["comment of an item that cannot be read"]) == 2
    assert headlines() == ["Lamp 1", "Lamp 3"]
    assert set(Comment.objects.values_list("pk", flat=True)) == {11, 14}


def test_an_unclosed_field_shifts_nothing_into_the_open(move):
    broken = item(1, content=Raw("<p>One <i>two"), post_password="x")

    move(export(broken, item(2)))

    assert Article.objects.get(headline="Lamp 1").status == "draft"


def test_what_lost_its_password_in_a_broken_item_is_not_published(move):
    broken = item(1).replace("<wp:post_password><![CDATA[]]></wp:post_password>", "<wp:x></wp:y>")

    move(export(broken))

    assert Article.objects.get().status == "draft"


def test_what_lost_its_type_in_a_broken_comment_waits(move):
    broken = comment(11).replace(
        "<wp:comment_type><![CDATA[comment]]></wp:comment_type>", "<a></b>"
    )

    move(export(item(1, broken)))

    assert Comment.objects.get().status == "held"


def test_rubbish_between_items_is_told(move):
    text = export(item(1), "\n<itm><title>lost</title></itm>\n", item(2))

    report = move(text)

    assert headlines() == ["Lamp 1", "Lamp 2"]
    assert report.skipped == {"something that is no item": [line_of(text, "</item>")]}


def test_an_item_that_cannot_be_read_costs_no_other(move):
    text = export(item(1), "<item><<<<</item>", item(2))

    report = move(text)

    assert headlines() == ["Lamp 1", "Lamp 2"]
    [(_why, lines)] = report.skipped.items()
    assert lines == [line_of(text, "<item>", 3)]


def test_a_comment_too_large_to_be_one_is_left_out(move):
    text = export(item(1, comment(11, "x" * 5_000_000), comment(12)))

    report = move(text)

    assert report.skipped == {"comment too large": [line_of(text, "<wp:comment>")]}
    assert Comment.objects.count() == 1


# Cut off -----------------------------------------------------------------------------------


def whole() -> str:
    return export(item(1, comment(11, "One."), comment(12, "Two.")), item(2, comment(13, "Three.")))


def test_a_file_that_ends_in_a_comment_gives_all_before_it(move):
    text = whole()
    cut = text[: text.index("Three.") + 3]

    report = move(cut)

    assert bodies() == ["One.", "Two."]
    assert headlines() == ["Lamp 1", "Lamp 2"]
    assert report.skipped == {
        "comment cut off": [line_of(text, "<wp:comment>", 3)],
        "the file ends too early": [cut.count("\n") + 1],
    }


def test_a_file_that_ends_in_an_article_gives_all_before_it(move):
    text = whole()

    report = move(text[: text.rindex("<wp:status>")])

    assert headlines() == ["Lamp 1"]
    assert report.skipped["item cut off"] == [line_of(text, "<item>", 3)]


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_file_that_ends_anywhere_publishes_nothing_half(move, share):
    text = whole()

    try:
        report = move(text[: len(text) * share // 100])
    except NotAnExport:
        return

    assert "the file ends too early" in report.skipped
    assert set(bodies()) <= {"One.", "Two.", "Three."}


def test_an_archive_that_ends_too_early_gives_what_it_holds(move, tmp_path):
    packed = gzip.compress(export(*(item(n) for n in range(1, 100))).encode(), compresslevel=0)
    path = tmp_path / "cut.xml.gz"
    path.write_bytes(packed[: len(packed) // 2])

    report = move(path)

    assert 20 < Article.objects.count() < 99
    assert "the file ends too early" in report.skipped


def test_a_packed_export_reads_the_same(move, wxr_file):
    move(wxr_file(whole(), packed=True))

    assert bodies() == ["One.", "Two.", "Three."]


def test_the_rest_of_a_file_that_was_cut_off_comes_with_the_whole(move):
    text = whole()
    move(text[: text.index("Three.")])

    move(text)

    assert bodies() == ["One.", "Two.", "Three."]
    assert Article.objects.count() == 2


# Refused as a whole ------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE, '<!DOCTYPE rss SYSTEM "http://a.org/x">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(move, declaration, encoding):
    text = export(item(1, title=Raw("&c;&x;")))
    text = text.replace("<!-- This", f"{declaration}\n<!-- This")

    with pytest.raises(NotAnExport, match="Line 2 declares a DOCTYPE"):
        move(text.encode(encoding))

    assert not Arrival.objects.exists()


def test_an_entity_declared_between_items_is_refused_before_anything_is_written(move):
    with pytest.raises(NotAnExport, match="declares a ENTITY"):
        move(export(item(1), '<!ENTITY x "y">', item(2)))

    assert not Article.objects.exists()


def test_an_article_about_document_types_is_none(move):
    move(export(item(1, comment(11, "<!DOCTYPE html> <!ENTITY x>"), content="<!DOCTYPE html> Hm.")))

    assert Article.objects.get().body == "<p> Hm.</p>"


def test_a_document_type_inside_an_item_is_but_a_fault_of_the_item(move):
    move(export(item(1, content=Raw("<!DOCTYPE html [<!ENTITY x 'y'>]><p>Hm &x;</p>"))))

    assert Article.objects.get().body == "<p>]&gt;</p>\n<p>Hm &amp;x;</p>"


def test_an_entity_that_nobody_declared_stands_as_it_is(move):
    move(export(item(1, title=Raw("&lol; &xxe;"))))

    assert headlines() == ["&lol; &xxe;"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\x1f\x8b", "is empty"),
        (b"Dear Sirs,", "is not a WordPress export"),
        (b"Dear Sirs, http://wordpress.org/export/1.2/", "is not a WordPress export"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, "is not a WordPress export"),
        (b"<?xml version='1.0'?><rss><channel><item/></channel></rss>", "is not a WordPress"),
        (b"<html><!DOCTYPE html></html>", "DOCTYPE"),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(move, content, sentence):
    with pytest.raises(NotAnExport, match=sentence):
        move(content)


def test_a_file_that_does_not_say_where_it_comes_from_needs_a_name(move):
    text = export(item(1)).replace("https://office.example.org</", "</")

    with pytest.raises(NotAnExport, match="--source"):
        move(text)

    move(text, source="https://www.office.example.org/")
    assert Arrival.objects.filter(source="office.example.org").exists()


def test_an_export_of_nothing_is_an_export(move):
    report = move(export())

    assert not report.things.get("Articles")
    assert not report.skipped
    assert not report.repaired


# The scanner -------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 65, 1000])
def test_pieces_are_the_same_however_the_file_is_cut_into_chunks(size):
    data = whole().replace("One.", "]]]]><![CDATA[> </item> <!-- <item>").encode()

    whole_pieces = list(scanner.scan([data]))
    chunked = list(scanner.scan(data[i : i + size] for i in range(0, len(data), size)))

    assert chunked == whole_pieces
    assert [piece.kind for piece in chunked if piece.kind is not Kind.BETWEEN] == [
        Kind.HEAD,
        Kind.COMMENT,
        Kind.COMMENT,
        Kind.ITEM,
        Kind.COMMENT,
        Kind.ITEM,
    ]


def test_nothing_of_the_file_is_lost_between_pieces():
    data = whole().encode()

    pieces = list(scanner.scan([data]))

    assert sum(len(piece.data) for piece in pieces) == len(data)


def test_a_reference_to_a_character_that_xml_allows_stays():
    kept = "&#9;&#10;&#13;&#32;&#xA;&#128512;&#x1F600;"

    assert repair(f"{kept}&#7;&#xFFFF;".encode()) == kept
