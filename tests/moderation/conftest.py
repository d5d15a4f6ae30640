"""A moderator, and their browser at the desk."""

import pytest

from tests import make
from tests.moderation import waiting


@pytest.fixture
def milo(db):
    """A moderator with the rights a moderator needs, and no other."""
    return make.staff("milo", *waiting.MODERATOR)


@pytest.fixture
def desk(client, milo):
    client.force_login(milo)
    return client
