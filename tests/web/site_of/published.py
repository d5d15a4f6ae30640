"""Articles and what stands around them."""

from datetime import timedelta

from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Block,
    BlockLink,
    Correction,
    OldAddress,
    Page,
    Picture,
    ProfileLink,
    Section,
    Tag,
)
from forum.comments.models import Discussion
from tests import make
from tests.web.site_of.site import Site


def furniture(site: Site) -> None:
    picture = Picture.objects.create(alt="A lamp", credit="Ann", file="l.png", width=9, height=5)
    for n in site.numbers:
        section = make.section(f"s{n}" if n else "screen")
        author = make.author(f"author-{n}" if n else "ada-vale")
        Author.objects.filter(pk=author.pk).update(member=site.members[n])
        ProfileLink.objects.create(author=make.author(), label=f"@{n}", url="https://a.example/")
        Page.objects.create(title=f"P{n}", slug=f"p{n}", body="x", is_public=True, in_footer=True)
        Picture.objects.create(alt="A lamp", credit="Ann", file=f"{n}.png", width=800, height=450)
        block = Block.objects.create(title=f"B{n}", section=section)
        for url in ("/a/", "/b/"):
            BlockLink.objects.create(block=block, title="L", url=url, picture=picture)
    first_block = Block.objects.earliest("pk")
    for _ in site.numbers:
        BlockLink.objects.create(block=first_block, title="L", url="/c/", picture=picture)
    site.shown |= {
        Author: make.author(),
        Block: first_block,
        Page: Page.objects.get(slug="p0"),
        Picture: picture,
        Section: make.section(),
    }


def articles(site: Site) -> None:
    picture, page, now = site.shown[Picture], site.shown[Page], timezone.now()
    lamps = Tag.objects.create(name="Lamps", slug="lamps")
    # Every second one in a month of its own, for the archive.
    months = [timedelta(days=40 * n if n % 2 else 0) for n in site.numbers]
    made = [make.article(picture=picture, published_at=now - months[n]) for n in site.numbers]
    site.article, site.draft = made[0], make.article(status="draft")
    for n, article in enumerate(made):
        article.tags.add(lamps)
        OldAddress.objects.create(path=f"/old/{n}/", article=site.article)
        OldAddress.objects.create(path=f"/older/{n}/", article=site.draft)
        OldAddress.objects.create(path=f"/oldest/{n}/", page=page)
        tag = Tag.objects.create(name=f"Tag {n}", slug=f"tag-{n}")
        for owner in (site.article, site.draft):
            owner.tags.add(tag)
            Correction.objects.create(article=owner, note=f"It was lamp {n}.")
    site.shown |= {
        Article: site.article,
        Discussion: site.article.discussion,
        OldAddress: OldAddress.objects.get(path="/old/0/"),
        Tag: lamps,
    }
