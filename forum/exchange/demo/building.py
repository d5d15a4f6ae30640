"""The demo magazine becomes rows: sections, authors and blocks first, then an article at a time."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

from django.conf import settings
from django.db import transaction

from articles.models import Article, Block, BlockLink
from forum.exchange import arrivals, furnishing, settlement
from forum.exchange.demo import filling, magazine, moderator
from forum.exchange.demo.magazine import Magazine
from forum.exchange.demo.pictures import draw
from forum.exchange.ledger import Ledger
from forum.exchange.models import Arrival

SOURCE = "demo"
SIZE, QUALITY = (1600, 900), 85

Kind = Arrival.Kind


def is_complete(content: Magazine) -> bool:
    """Whether everything has arrived: 4 queries."""
    ledger = Ledger(SOURCE)
    return (
        ledger.has(Kind.SECTION)
        and ledger.count(Kind.ARTICLE) >= len(content.stories)
        and ledger.count(Kind.COMMENT) >= content.comment_count
        and filling.is_filled()
    )


def has_other_articles() -> bool:
    """Whether the site has articles that are not the demo's."""
    ours = Arrival.objects.filter(source=SOURCE, kind=Kind.ARTICLE).values("object_id")
    return Article.objects.exclude(pk__in=ours).exists()


def build(content: Magazine, size: tuple[int, int] = SIZE) -> Iterator[str]:
    """Write what is missing; yields the headline of each article when it is there.

    `size` is the pictures' width and height in pixels.
    """
    ledger = Ledger(SOURCE)
    jpeg = partial(_jpeg, size=size)
    _furnish(ledger, content, jpeg)
    for story in content.stories:
        slug = story.header["Author"]
        member_id = moderator.account_of(slug, content.author(slug).name)
        settlement.article(ledger, magazine.article(content, story, member_id, jpeg))
        yield story.header["Headline"]


def fill_desk(content: Magazine) -> None:
    """Write what is on the moderators' desk, once: below the articles, when they are there."""
    filling.fill(Ledger(SOURCE), content.desk, moderator.team(content.desk.moderators))


def _furnish(ledger: Ledger, content: Magazine, jpeg: Callable) -> None:
    """The sections and blocks, once: those that an editor deletes later stay away."""
    if ledger.has(Kind.SECTION):
        return
    blocks = content.site.get("blocks", [])
    pictures = {
        link["picture"]: _link_picture(ledger, link, jpeg)
        for block in blocks
        for link in block.get("links", [])
        if "picture" in link
    }
    with transaction.atomic():
        for row in content.site["sections"]:
            furnishing.section(ledger, content.section(row["slug"]))
        for position, block in enumerate(blocks):
            made = Block.objects.create(
                title=block["title"],
                section_id=_section_of(ledger, content, block),
                length=block.get("count", 4),
                position=position,
            )
            _add_links(made, block.get("links", []), pictures)


def _section_of(ledger: Ledger, content: Magazine, block: dict) -> int | None:
    if block["kind"] != "latest":
        return None
    return furnishing.section(ledger, content.section(block["section"]))


def _add_links(block: Block, links: list[dict], pictures: dict[str, int]) -> None:
    for position, link in enumerate(links):
        BlockLink.objects.create(
            block=block,
            title=link["title"],
            url=link["url"],
            note=link.get("note", ""),
            picture_id=pictures.get(link.get("picture")),
            position=position,
        )


def _link_picture(ledger: Ledger, link: dict, jpeg: Callable) -> int:
    scene = link["picture"]
    arriving = arrivals.Picture(
        id=f"block:{scene}",
        name=f"{scene}.jpg",
        alt=link.get("alt", link["title"]),
        credit=link.get("credit", str(settings.SITE_NAME)),
        read=lambda: jpeg(scene),
    )
    return furnishing.picture(ledger, arriving)


def _jpeg(scene: str, size: tuple[int, int]) -> bytes:
    file = BytesIO()
    draw(scene, *size).convert("RGB").save(file, "JPEG", quality=QUALITY)
    return file.getvalue()
