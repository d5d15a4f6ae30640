"""A piece of XML that is not well-formed → text that is, as far as that can be guessed.

Called only after a strict parser gave up: what a sound file holds never comes here.
"""

import codecs
import re

# Characters that XML does not know, and references to them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
REFERENCE = re.compile(
    r"&#(?:x(?:0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f]..))|0*(?:[0-8]|1[124-9]|2\d|3[01]));",
    re.IGNORECASE,
)
# An ampersand that begins none of the five entities of XML and no number: text, or HTML's &nbsp;.
STRAY_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
OPEN = "<![CDATA["
FIELD = re.compile(
    r"<!\[CDATA\[|<((?:content|excerpt):encoded|title|wp:comment_(?:content|author)|wp:meta_value)>"
)
END_TAG = re.compile(r"</(?:wp|content|excerpt|dc):\w{1,40}>")
# Where CDATA must have ended: an end tag of the format and right after it the next tag.
LOST_END = re.compile(
    r"</(?:(?:wp|content|excerpt|dc):\w{1,40}|category|title)>\s{0,40}"
    r"</?(?:(?:wp|content|excerpt|dc):\w|category|item|link)"
)


def repair(data: bytes) -> str:
    """`data` without characters XML forbids, CDATA closed where it must be, stray markup and
    ampersands escaped."""
    text = close_cdata(FORBIDDEN.sub("", data.decode("utf-8", "afterword.cp1252")))
    parts = CDATA.split(escape_markup(text))
    parts[::2] = map(_escape, parts[::2])
    return "".join(parts)


def escape_markup(text: str) -> str:
    """`text` with the HTML escaped that stands bare in the fields that hold HTML."""
    done, at, endless = [], 0, set()
    while field := FIELD.search(text, at):
        name, start = field[1], field.end()
        stop = -1 if name in endless else text.find(f"</{name}>" if name else "]]>", start)
        inside = text[start:stop] if stop >= 0 else ""
        if stop < 0:
            endless.add(name)
        elif not name:
            start = stop
        elif OPEN not in inside:
            done += [text[at:start], inside.replace("<", "&lt;")]
            at = start = stop
        done.append(text[at:start])
        at = start
    return "".join(done) + text[at:]


def close_cdata(text: str) -> str:
    """`text` with an end for each CDATA section that lost its own."""
    done, at = [], 0
    while (start := text.find(OPEN, at)) >= 0:
        inside = start + len(OPEN)
        end = text.find("]]>", inside)
        lost = LOST_END.search(text, inside, end if end >= 0 else len(text))
        if not lost and end < 0:
            lost = END_TAG.search(text, inside)
        if not lost and end >= 0:
            done.append(text[at : end + 3])
            at = end + 3
            continue
        stop = lost.start() if lost else len(text)
        done.append(f"{text[at:stop]}]]>")
        at = stop
    return "".join(done) + text[at:]


def _escape(text: str) -> str:
    """What stands outside of CDATA."""
    text = STRAY_AMPERSAND.sub("&amp;", REFERENCE.sub("", text))
    return text.replace("]]>", "]]&gt;")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are what Windows wrote: old posts in a younger database."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("afterword.cp1252", _as_cp1252)
