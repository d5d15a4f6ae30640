"""What invented readers are called and say. Put together from the words below, copied from nowhere.

A sentence is rendered and folded once and used often. What comes of putting sentences together is
what `text` would make of the whole comment (a test compares them), at a twentieth of the cost.
"""

from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from random import Random
from typing import NamedTuple

from forum.comments import text

READERS = 5_000
SENTENCES = 4_000
PASSAGES = 10_000  # of one sentence to four; a paragraph is a passage and one sentence more
PARAGRAPHS = 8  # of an article
LENGTHS, LONGEST = 1_000, 12  # drawn beforehand; paragraphs of a comment

WHO = (
    "the ferryman|my neighbour|nobody at the harbour|the lamplighter|whoever keeps the keys|"
    "the woman from the bakery|the band|half the council|my grandmother|the last projectionist|"
    "the archivist|the two brothers|the night porter|a friend in the choir|the cartographer"
)
DID = (
    "remembers|would never paint over|kept quiet about|has argued with|always asked after|"
    "walked past|could not find|wrote down|laughed about|had to explain|lit a candle for|forgot|"
    "gave away|carried home|measured|counted on"
)
WHAT = (
    "the old tide table|the lighthouse stairs|the second bridge|that final scene|the blue door|"
    "the price of bread|the empty allotments|the letter in the drawer|every winter concert|"
    "the tram depot|the missing lantern|the recipe with plums|the map of the marshes|"
    "the third chapter|the fog bell|the clock that runs slow"
)
WHEN = (
    "since the flood|on Sundays|before anybody asked|as long as I live|after the second act|"
    "without a word|and was right|which is the point|in the rain|and I would too|for a reason|"
    "when the ferry is late|*twice*|in **every** version|although it was `closed`|and paid for it"
)
PARTS = [words.split("|") for words in (WHO, DID, WHAT, WHEN)]
LINKED = "There is more about it at https://harbour.example/notes/{} for those who like to check."
SYLLABLES = "bar cor dal en fil gor hal is jor kel lin mar nor ov pel quin ros sul tor ul ven wil"
SECTIONS = ("Harbour", "Allotments", "Stairs", "Weather", "Kitchen")


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    email: str


class Said(NamedTuple):
    """Words as they are typed, as HTML, and as `text.fingerprint` compares them."""

    body: str
    html: str
    folded: str

    @property
    def fingerprint(self) -> str:
        return sha256(self.folded.encode()).hexdigest()


class Sayings:
    """All that can be said in a site with this seed; what of it is said when, `chance` decides."""

    def __init__(self, chance: Random):
        self.chance = chance
        self.readers = [_reader(number, chance) for number in range(READERS)]
        self.sentences = [_said(sentence) for sentence in _sentences(chance)]
        self.passages = [
            _joined(*chance.choices(self.sentences, k=chance.randint(1, 4)))
            for _ in range(PASSAGES)
        ]
        self.lengths = [_length(chance) for _ in range(LENGTHS)]

    def reader(self) -> Reader:
        """Few write most of the comments."""
        return self.readers[int(READERS * self.chance.random() ** 2)]

    def comment(self) -> Said:
        """A comment of one sentence, or of some dozens."""
        count = self.lengths[int(len(self.lengths) * self.chance.random())]
        if not count:
            return _paragraph(self.sentence())
        if count == 1:
            return _paragraph(self.passage(), self.sentence())
        parts = [_paragraph(self.passage(), self.sentence()) for _ in range(count)]
        bodies, htmls, folded = zip(*parts, strict=True)
        return Said("\n\n".join(bodies), "\n".join(htmls), " ".join(folded))

    def sentence(self) -> Said:
        return self.sentences[int(len(self.sentences) * self.chance.random())]

    def passage(self) -> Said:
        return self.passages[int(PASSAGES * self.chance.random())]

    def story(self) -> tuple[str, str, str]:
        """An article: its headline, its summary in plain text, its body as HTML."""
        who, _, what, _ = PARTS
        headline = f"{self.chance.choice(who)} and {self.chance.choice(what)}".capitalize()
        parts = [_paragraph(self.passage(), self.sentence()) for _ in range(PARAGRAPHS)]
        return headline, text.visible(parts[0].html), "\n".join(part.html for part in parts)


def _sentences(chance: Random) -> list[str]:
    chosen = chance.sample(list(product(*PARTS)), SENTENCES)
    plain = [f"{who[0].upper()}{who[1:]} {did} {what}, {when}." for who, did, what, when in chosen]
    return plain + [LINKED.format(number) for number in range(SENTENCES // 100)]


def _said(sentence: str) -> Said:
    html = text.render(sentence).removeprefix("<p>").removesuffix("</p>")
    return Said(sentence, html, sentence.casefold())


def _joined(*said: Said) -> Said:
    return Said(*map(" ".join, zip(*said, strict=True)))


def _paragraph(first: Said, last: Said | None = None) -> Said:
    if last is None:
        return Said(first.body, f"<p>{first.html}</p>", first.folded)
    return Said(
        f"{first.body} {last.body}",
        f"<p>{first.html} {last.html}</p>",
        f"{first.folded} {last.folded}",
    )


def _length(chance: Random) -> int:
    """How many paragraphs, mostly one; 0 for a single sentence."""
    return min(int(chance.lognormvariate(0.4, 0.6)), LONGEST)


def _reader(number: int, chance: Random) -> Reader:
    first, last = ("".join(chance.choices(SYLLABLES.split(), k=2)).capitalize() for _ in range(2))
    return Reader(f"{first} {last}", f"reader.{number}@example.org")
