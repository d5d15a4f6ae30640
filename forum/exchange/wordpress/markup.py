"""WordPress' markup → HTML that may stand here: blocks, captions, shortcodes, the more mark.

Knows strings alone; what comes out has been through the house's own sanitisers. Takes time in
proportion to the text, whatever it holds.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator

import nh3

from articles import prose
from forum.comments import text as comment_text
from forum.exchange.wordpress.autop import autop

BLOCK = re.compile(r"(/?)wp:([a-z][\w/-]{0,80})")
CAPTION, CAPTION_END = re.compile(r"\[caption\b([^\[\]]{0,2000})\]"), "[/caption]"
CAPTION_TEXT = re.compile(r"""\bcaption=(["'])(.*?)\1""", re.DOTALL)
PICTURE = re.compile(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
SHORTCODE = re.compile(r"\[(/?)([a-zA-Z][\w-]{1,40})(\s[^\[\]]{0,500})?\](?!\()")
KNOWN_SHORTCODES = {"gallery", "audio", "video", "playlist", "embed", "youtube", "vimeo"}
FRAME = re.compile(r"""<iframe\b[^<>]*?\bsrc=(["'])([^"'<>]+)\1[^<>]*>""", re.IGNORECASE)
EMPTY = re.compile(r"<p>\s*</p>\s*")
TAG = re.compile(r"(<[^<>]*>)")
ADDRESS = re.compile(r"""https?://[^\s<>"']{0,1000}[^\s<>"'.,;:!?)\]]""")
PLAIN = re.compile("[!-%'-;=-~]+(?: [!-%'-;=-~]+)*")  # ASCII in which nothing is to be resolved
LINE_TAG = re.compile(r"<(/?)(?:h\d|div|pre|tr|dt|dd)(?=[\s/>])", re.IGNORECASE)
NAME = re.compile(r"<(/?)([a-z][\w-]*)", re.IGNORECASE)
VOID = {"br", "hr", "img", "input", "wbr", "area", "source", "col"}
DEEPEST = 200  # tags in tags

# What has another name here.
NAMES = {"b": "strong", "i": "em", "strike": "s", "del": "s", "big": "strong", "tt": "code"}
NAMES |= {"h1": "h2", "h5": "h4", "h6": "h4", "kbd": "code", "samp": "code"}
NAMED = re.compile(rf"<(/?)({'|'.join(NAMES)})(?=[\s/>])", re.IGNORECASE)


def article(raw: str) -> str:
    """A post's content as safe HTML; its pictures are still where they were."""
    made = _shallow(_rename(_paragraphs(_figures(raw))))
    return EMPTY.sub("", prose.sanitise(FRAME.sub(r'<a href="\2">\2</a>', made)))


def comment(raw: str) -> str:
    """A comment's content as safe HTML; bare addresses become links, as WordPress shows them."""
    made = LINE_TAG.sub(r"<\1p", _shallow(_rename(autop(raw))))
    made = comment_text.sanitise(made)
    return comment_text.sanitise(_linked(made)) if "http" in made else made


def lead(raw: str) -> str:
    """What stands above the more mark, "" without one."""
    for start, _end, inside in _remarks(raw):
        if inside.strip().startswith("more"):
            return raw[:start]
    return ""


def plain(made: str) -> str:
    """HTML without its tags, on one line."""
    spaced = re.sub(r"(</p>|<br\s*/?>|</li>|</h\d>)", r"\1 ", made)
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


def line(raw: str) -> str:
    """A title or a name: tags and entities resolved, one clean line."""
    if PLAIN.fullmatch(raw):
        return raw
    bare = nh3.clean(raw, tags=set()) if "<" in raw else raw
    return comment_text.clean_line(html.unescape(bare))


def shortcodes(raw: str) -> Counter:
    """How often which shortcode occurs that stays in the text as it is, captions aside.

    "[sic]" is none: one is known, has attributes, or has an end.
    """
    found = [match.groups() for match in SHORTCODE.finditer(raw)]
    ended = {name for slash, name, _attributes in found if slash}
    return Counter(
        name
        for slash, name, attributes in found
        if not slash
        and name != "caption"
        and (name in ended or name in KNOWN_SHORTCODES or "=" in (attributes or ""))
    )


def _remarks(raw: str) -> Iterator[tuple[int, int, str]]:
    """The <!-- remarks --> in a text: start, end, what is inside."""
    at = 0
    while (start := raw.find("<!--", at)) >= 0:
        end = raw.find("-->", start + 4)
        if end < 0:
            return
        at = end + 3
        yield start, at, raw[start + 4 : end]


def _paragraphs(raw: str) -> str:
    """Without remarks. Blocks are HTML already; only what stands outside of them gets paragraphs,
    as in a post from before the block editor."""
    texts, marks, at = [], [], 0
    for start, end, inside in _remarks(raw):
        texts.append(raw[at:start])
        marks.append(BLOCK.match(inside.strip()))
        at = end
    texts.append(raw[at:])
    if not any(marks):
        return autop("".join(texts))
    made, depth = [], 0
    for text, mark in zip(texts, [*marks, None], strict=True):
        made.append(text if depth else autop(text.strip("\n")))
        depth = max(0, depth + _step(mark)) if mark else depth
    return "".join(made)


def _step(mark: re.Match) -> int:
    """Whether a block begins or ends here; one without content does neither, and what stands in
    a "freeform" block is as if it stood in none."""
    if mark.string.endswith("/") or mark[2] in ("freeform", "core/freeform"):
        return 0
    return -1 if mark[1] else 1


def _figures(raw: str) -> str:
    """Each [caption] as a figure; one without a picture is its text."""
    done, at = [], 0
    for match in CAPTION.finditer(raw):
        if match.start() < at:
            continue
        end = raw.find(CAPTION_END, match.end())
        if end < 0:
            break
        done += [raw[at : match.start()], _figure(match[1], raw[match.end() : end])]
        at = end + len(CAPTION_END)
    return "".join(done) + raw[at:]


def _figure(attributes: str, inside: str) -> str:
    picture = PICTURE.search(inside)
    if not picture:
        return inside
    old = CAPTION_TEXT.search(attributes)
    text = (inside[: picture.start()] + inside[picture.end() :]).strip() or (old[2] if old else "")
    words = f"<figcaption>{text}</figcaption>" if text else ""
    return f"<figure>{picture[0]}{words}</figure>"


def _rename(made: str) -> str:
    return NAMED.sub(lambda tag: f"<{tag[1]}{NAMES[tag[2].lower()]}", made)


def _shallow(made: str) -> str:
    """Without the tags that are nested deeper than anybody writes: the sanitiser's time grows with
    the square of the depth."""
    if made.count("<") < DEEPEST:
        return made
    kept, within = [], []
    for i, part in enumerate(TAG.split(made)):
        tag = NAME.match(part) if i % 2 else None
        if not tag or tag[2].lower() in VOID:
            kept.append(part)
        elif not tag[1] and len(within) < DEEPEST:
            within.append(tag[2].lower())
            kept.append(part)
        elif tag[1] and tag[2].lower() in within:
            while within.pop() != tag[2].lower():
                pass
            kept.append(part)
    return "".join(kept)


def _linked(made: str) -> str:
    """Sanitised HTML with the addresses in its text as links."""
    parts, inside = TAG.split(made), 0
    for i, part in enumerate(parts):
        if i % 2:
            inside += {"<a": 1, "</": -1, "<c": 1}.get(_opening(part), 0)
        elif not inside:
            parts[i] = ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', part)
    return "".join(parts)


def _opening(tag: str) -> str:
    """ "<a" or "<c" for the tags that no link stands in, "</" for their ends."""
    if tag.startswith(("<a ", "<a>", "<code")):
        return tag[:2]
    return "</" if tag in ("</a>", "</code>") else ""
