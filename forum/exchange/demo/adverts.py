"""Advertising put together from hand-written pieces: each one different, all the same at every
run. Writes no row."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from forum.exchange.demo.lines import Line

SIZE = 6  # comments of a wave
PIECES = ("openings", "offers", "closings")


@dataclass(frozen=True)
class Adverts:
    """`topics` are what each article is about, by its slug, of which `old_topics` were there before
    anything was sold; `families` are those who sell."""

    topics: dict[str, str]
    old_topics: list[str]
    families: list[dict]

    def waves(
        self, seed: str, slugs: Sequence[str], count: int, held_by: Sequence[tuple[str, ...]]
    ) -> Iterator[list[Line]]:
        """`count` waves of SIZE comments below the articles `slugs`, from one network each.

        Families take turns, and so do the rules `held_by`. No two comments have the same words.
        """
        chance, said = random.Random(seed), set()  # noqa: S311 (a story, not a secret)
        for wave in range(count):
            turn, which = divmod(wave, len(self.families))
            family = self.families[which]
            site = family["sites"][turn % len(family["sites"])]
            lines = []
            for number in range(SIZE):
                slug, body = self._new(chance, slugs, family, site, said)
                name = chance.choice(family["names"])
                line = Line(
                    key=f"{seed}:{wave}:{number}",
                    slug=slug,
                    rules=held_by[(wave + number) % len(held_by)],
                    name=name,
                    email=f"{slugify(name)}@{site}",
                    body=body,
                    place=f"{seed}{wave}",
                )
                lines.append(line)
            yield lines

    def _new(self, chance, slugs, family, site, said) -> tuple[str, str]:
        """An article's slug, and words that nobody has said below any."""
        while True:
            slug = chance.choice(slugs)
            words = " ".join(chance.choice(family[piece]) for piece in PIECES)
            body = words.format(site=site, topic=self.topics[slug])
            if body not in said:
                said.add(body)
                return slug, body
