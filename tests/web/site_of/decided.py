"""What moderators do: decisions, notes, letters."""

from articles.models import Article
from forum.accounts.models import Standing
from forum.comments.models import Word
from forum.moderation import decisions, letters
from forum.moderation.decisions.listing import told
from forum.moderation.models import Batch, Decision, Letter, Note
from tests import make
from tests.web.site_of.site import ANN, Site


def moderation(site: Site) -> None:
    """Many at once; then of every kind in turn, so that the newest of them are of all kinds."""
    place, key = site.article.discussion, f"email:{ANN}"
    removed = [make.comment(place) for _ in site.numbers]
    at_once, site.removed = decisions.remove(removed, site.mona), removed[0]
    site.shown[Letter] = _letter(site)
    for n, article in enumerate(Article.objects.filter(status="published")):
        _about_comments(site)
        _about_people(site, n)
        decisions.configure(article.discussion, site.mona, premoderated=True)
        word = Word.objects.create(text=f"lamppost{n}", list=Word.List.WATCH)
        decisions.record_words(site.mona, [(word.text, None, told(word))])
        letters.answer(_letter(site), site.mona)
        letters.answer(site.shown[Letter], site.mona)
        letters.reopen(site.shown[Letter], site.mona)
    site.shown |= {
        Batch: at_once,
        Decision: at_once.decisions.first(),
        Note: Note.objects.filter(key=key).first(),
        Standing: Standing.objects.get(key=key),
        Word: Word.objects.get(text="lamppost0"),
    }


def _about_comments(site: Site) -> None:
    spam, picked = make.comment(site.article.discussion), make.comment(site.article.discussion)
    decisions.remove_as_spam(spam, site.mona)
    decisions.undo(decisions.pick(picked, site.mona, picked=True), site.mona)


def _about_people(site: Site, n: int) -> None:
    ann, another = f"email:{ANN}", f"member:{site.members[n].pk}"
    decisions.suspend(another, site.mona)
    for key in (ann, another):
        decisions.note(key, site.mona, f"Knows lamp {n}.")
    for held in (True, False):
        decisions.always_hold(ann, site.mona, held=held)


def _letter(site: Site) -> Letter:
    return Letter.objects.create(subject="Lamps", body="Dear all", email=ANN, member=site.ann)
