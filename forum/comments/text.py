"""What a reader typed → clean text, and clean text → safe HTML. Knows no model and no request."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from html import escape, unescape

import nh3
from django.utils.html import linebreaks, strip_tags
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from forum.accounts.ink import INKLESS

# Never kept, in names or in comments: control characters but tab and newline, lone surrogates
# (no encoding can store them), noncharacters, and the marks that reorder the text around them
# (U+202A-202E, U+2066-2069). Right-to-left scripts do not need the latter: the page sets dir=auto.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")
_SPACES = re.compile(r"\s+")

_QUOTED = re.compile(r"<(/?)blockquote>")

TAGS = {"p", "br", "em", "strong", "blockquote", "a", "code", "ul", "ol", "li"}
_cleaner = nh3.Cleaner(
    tags=TAGS,
    # "*": without it nh3 lets title and lang pass on every tag.
    attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow ugc noopener",
)

# markdown-it drops what would stand inside the deepest level; a list takes two levels.
DEEPEST = 100
MOST_BRACKETS = 1000  # each "[" is looked up against all others: 10,000 took 0.8 s
_markdown = MarkdownIt(
    "zero", {"html": False, "breaks": True, "linkify": True, "maxNesting": DEEPEST}
).enable(
    [
        *("blockquote", "list", "emphasis", "backticks", "link", "autolink", "linkify"),
        *("newline", "escape"),
    ]
)
_document_markdown = MarkdownIt("commonmark", {"html": False})
_document_cleaner = nh3.Cleaner(
    tags=TAGS | {"h2", "h3", "h4", "hr"},
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)


def _linkify(state: StateInline, silent: bool) -> bool:
    """markdown-it's rule for bare addresses, for http and https alone.

    Its own searches all the text before each "://": 10,000 characters of them take a second.
    """
    scheme = _SCHEME.search(state.pending[-6:])
    if not scheme or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    length = len(scheme[1])
    start = state.pos - length
    link = state.md.linkify.match_at_start(state.src[start : start + LONGEST_ADDRESS])
    url = link.url.rstrip("*") if link else ""  # a * at the end belongs to an emphasis
    href = state.md.normalizeLink(url)
    if not url or len(url) == LONGEST_ADDRESS or not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[:-length]
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = state.md.normalizeLinkText(url)
        state.push("link_close", "a", -1)
    state.pos += len(url) - length
    return True


def _leads_outside(url: str) -> bool:
    """A link that leads nowhere (a path, a script, "http://") is none: it stays as it was typed."""
    return bool(_OUTSIDE.match(url)) and "href=" in _cleaner.clean(f'<a href="{escape(url)}">')


LONGEST_ADDRESS = 2000  # characters; how far the end of an unfinished one is looked for
_OUTSIDE = re.compile("https?://|mailto:", re.IGNORECASE)
_SCHEME = re.compile("(?:^|[^a-z0-9.+-])(https?)$", re.IGNORECASE)
_markdown.inline.ruler.at("linkify", _linkify)
_markdown.validateLink = _leads_outside
# Only addresses that say what they are: "end.But" is a typo, not a host.
_markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})


def clean(typed: str) -> str:
    """`typed` as it is kept: NFC, one kind of line end, no harmful invisibles, trimmed."""
    text = _LINE_ENDS.sub("\n", typed)
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub("", text))
    text = _BLANK_LINES.sub("\n\n", text).strip()
    return "" if is_blank(text) else text


def clean_line(typed: str) -> str:
    """The same for a name: one line, single spaces, no zero-width characters at its ends."""
    line = _SPACES.sub(" ", clean(typed))
    while line and unicodedata.category(line[0]) in ("Cf", "Zs"):
        line = line[1:]
    while line and unicodedata.category(line[-1]) in ("Cf", "Zs"):
        line = line[:-1]
    return line


def is_blank(text: str) -> bool:
    """Whether nothing in `text` leaves ink: spaces, format characters, fillers, lone marks."""
    return not any(unicodedata.category(char)[0] in "LNPS" and char not in INKLESS for char in text)


def render(text: str) -> str:
    """`text` as HTML: paragraphs, line breaks, emphasis, quotes, links, code, lists; nothing else.

    The subset of CommonMark named above; bare http(s) addresses become links. Safe to print.
    What is nested too deep for it, or has too many brackets, is shown as it was typed: no word is
    lost.
    """
    if text.count("[") > MOST_BRACKETS:
        return sanitise(linebreaks(text, autoescape=True))
    tokens = _markdown.parse(text)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return sanitise(linebreaks(text, autoescape=True))
    return sanitise(_markdown.renderer.render(tokens, _markdown.options, {}))


def visible(html: str) -> str:
    """The words that a reader sees of `html`."""
    return unescape(strip_tags(html))


def unquoted(html: str) -> str:
    """`html`, as `render` gave it, without what stands inside quotations."""
    kept, depth, end = [], 0, 0
    for tag in _QUOTED.finditer(html):
        if depth == 0:
            kept.append(html[end : tag.start()])
        depth += -1 if tag[1] else 1
        end = tag.end()
    return "".join([*kept, html[end:]])


def places(shown: str, typed: str) -> list[int]:
    """For each character of `shown`, which `typed` was rendered to, where it was typed.

    A character that was not typed (of an entity, say) stands where the one before it does, and so
    does white space: rendering puts line breaks of its own around blocks. Looks no further ahead
    than an address is long, so that the cost is linear.
    """
    found, at = [], -1
    for char in shown:
        far = at + 2 + LONGEST_ADDRESS
        next_at = -1 if char.isspace() else typed.find(char, at + 1, far)
        at = at if next_at < 0 else next_at
        found.append(max(at, 0))
    return found


def begin(shown: str, typed: str, end: int) -> int | None:
    """Where in `typed` the last stretch begins that ends at `end` and is read as `shown`.

    Nothing stands in it but the words of `shown` and what rendering takes away: marks of emphasis,
    quotation and lists, the address under a link. None if there is no such stretch.
    """
    start = end
    for char in reversed("".join(shown.split())):
        start = typed.rfind(char, max(0, start - LONGEST_ADDRESS), start)
        if start < 0:
            return None
    read = _TAKEN_AWAY.sub("", typed[start:end])
    return start if _NO_WORD.sub("", read) == _NO_WORD.sub("", shown) else None


_TAKEN_AWAY = re.compile(r"\]\([^()\s]*+\)|\n[ \t>*+-]*+\d{1,9}[.)](?=\s)")
_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=16)
def render_document(body: str) -> str:
    """The Markdown of Terms, Privacy Policy or rules as HTML: also headings and local links."""
    return _document_cleaner.clean(_document_markdown.render(body)).strip()


def sanitise(html: str) -> str:
    """`html` with only the tags a comment may have; every link nofollow ugc noopener.

    Entities are characters by now: those that are never kept are taken out here as well.
    """
    return _FORBIDDEN.sub("", _cleaner.clean(html)).strip()


def fingerprint(text: str) -> str:
    """Equal for texts that differ in case and spacing alone: SHA-256, 64 hexadecimal digits."""
    folded = _SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return hashlib.sha256(folded.encode()).hexdigest()
