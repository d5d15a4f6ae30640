"""Everything here needs servers of its own, and may stop them."""

import signal
from pathlib import Path

import pytest

from tests.beyond.postgres import Postgres
from tests.beyond.site import Site

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.machines)


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """DATA_DIR of all sites: static files, nothing that changes."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def furnished(folder) -> tuple[Postgres, tuple[str, str]]:
    """The database of a site, on a server that has been stopped, and its paths."""
    own = Postgres()
    try:
        paths = Site(folder, DATABASE_URL=own.url).furnish()
        own.stop(signal.SIGINT)
        yield own, paths
    finally:
        own.remove()


@pytest.fixture(scope="module")
def postgres(furnished):
    own = Postgres(furnished[0])
    yield own
    own.remove()


@pytest.fixture(scope="session")
def paths(furnished) -> tuple[str, str]:
    """The address of an article, and where a comment on it is sent."""
    return furnished[1]
