"""Blank lines → paragraphs, line ends → <br>: what WordPress does whenever it shows a text.

The result need not be sound HTML; whoever calls sanitises it afterwards. Takes time in proportion
to the text, whatever it holds.
"""

import re
from collections.abc import Iterator

# In these, text stands in paragraphs.
CONTAINERS = {"blockquote", "div", "section", "article", "aside", "main", "header", "footer"}
# In these it stands as it is, and a line end is a line end.
LINES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th"}
LINES |= {"caption", "figcaption", "address", "summary"}
# In these, what is not a tag is space.
FRAMES = {"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup", "figure"}
FRAMES |= {"details", "form", "fieldset", "nav", "menu"}
VERBATIM = {"pre", "script", "style", "textarea", "svg", "math"}
DEEPEST = 200  # blocks in blocks; what is deeper counts as the last of these

_NAMES = "|".join(sorted(CONTAINERS | LINES | FRAMES | VERBATIM | {"hr"}, key=len, reverse=True))
BLOCK = re.compile(rf"<(/?)({_NAMES})\b[^<>]*>", re.IGNORECASE)
END = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in VERBATIM}
TAG = re.compile(r"<[a-z/][^<>]*>", re.IGNORECASE)
BROKEN = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def autop(text: str) -> str:
    """`text` with its paragraphs and line breaks marked up."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = TAG.sub(lambda tag: tag[0].replace("\n", " "), text)
    done, within, at = [], [""], 0
    for start, end, name, is_end in _blocks(text):
        done += [_run(text[at:start], within[-1]), text[start:end]]
        at = end
        if name:
            _step(within, name, is_end)
    done.append(_run(text[at:], within[-1]))
    return "".join(done)


def _blocks(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Where block tags stand: start, end, name, whether it ends a block. What is shown verbatim is
    one such place without a name."""
    at, endless = 0, set()
    while block := BLOCK.search(text, at):
        at, name = block.end(), block[2].lower()
        if name not in VERBATIM:
            yield block.start(), at, name, bool(block[1])
        elif not block[1] and name not in endless:
            if end := END[name].search(text, at):
                at = end.end()
                yield block.start(), at, "", False
            else:
                endless.add(name)


def _step(within: list[str], name: str, is_end: bool) -> None:
    """Keep the stack of open blocks."""
    if is_end and name in within:
        while within.pop() != name:
            pass
    elif not is_end and name != "hr":
        if within[-1] == "p":
            within.pop()  # no block stands in a paragraph: it has ended
        if len(within) < DEEPEST:
            within.append(name)


def _run(text: str, block: str) -> str:
    """The text between two block tags that stands in `block`."""
    if block in FRAMES or not text.strip():
        return text
    if block in LINES:
        return _lines(text)
    return "".join(f"<p>{_lines(part)}</p>\n" for part in BLANK_LINE.split(text) if part.strip())


def _lines(text: str) -> str:
    """A <br> at each line end that has none."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    ended = [line if BROKEN.search(line[-20:]) else f"{line}<br>" for line in lines[:-1]]
    return "\n".join([*ended, *lines[-1:]])
