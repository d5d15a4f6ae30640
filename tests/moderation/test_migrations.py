"""Databases that are older than the batches, and articles that are older than sections."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from forum.comments.models import Comment, Discussion
from forum.moderation import decisions
from forum.moderation.models import Batch, Decision
from tests import make

OLD = [("moderation", "0001_decisions")]


@pytest.fixture
def old_decisions(transactional_db):
    """The model of the log as it was; the database is as of today again afterwards."""
    executor = MigrationExecutor(connection)
    executor.migrate(OLD)
    yield executor.loader.project_state(OLD).apps.get_model("moderation", "Decision")
    _migrate()


def _migrate():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_every_old_decision_gets_a_batch_and_can_be_undone(old_decisions, mona):
    comment = make.comment(status="removed")
    place = comment.discussion
    about = {"moderator_id": mona.pk, "discussion_id": place.pk}
    old_decisions.objects.create(
        verb="remove", comment_id=comment.pk, before="published", after="removed", **about
    )
    configured = old_decisions.objects.create(
        verb="configure", before="by_age", after="open+premoderated", reason="Heated", **about
    )

    _migrate()

    first, second = Decision.objects.order_by("pk")
    assert (first.before, first.after) == ({"status": "published"}, {"status": "removed"})
    assert second.before == {"opening": "by_age", "premoderated": False}
    assert second.after == {"opening": "open", "premoderated": True}
    assert second.reason == "Heated"
    assert second.made_at == second.batch.made_at == configured.made_at
    assert (second.batch.verb, second.batch.moderator, second.batch.size) == ("configure", mona, 1)
    assert Batch.objects.count() == 2
    assert decisions.undo(first.batch, mona).size == 1
    assert Comment.objects.get().status == "published"


def test_old_discussions_learn_their_section_and_language(db, settings):
    article = make.article(section=make.section("screen"))
    bare = make.discussion()
    spoken = make.article(section=make.section("food"))
    Discussion.objects.update(section="", language="")
    Discussion.objects.filter(pk=spoken.discussion_id).update(language="cy")
    settings.LANGUAGE_CODE = "de"

    import_module("articles.migrations.0002_sections_and_languages_of_discussions").fill(apps, None)

    found = {row.pk: (row.section, row.language) for row in Discussion.objects.all()}
    assert found == {
        article.discussion_id: ("Screen", "de"),
        spoken.discussion_id: ("Food", "cy"),
        bare.pk: ("", ""),
    }
