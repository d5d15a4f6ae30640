"""Moves in from text or bytes instead of a file."""

import gzip
from pathlib import Path

import pytest

from forum.exchange.wordpress.moving import Move, Options
from forum.exchange.wordpress.report import Report

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def wxr_file(tmp_path):
    """Write an export: wxr_file(text) → its path."""

    def write(content: str | bytes, *, packed: bool = False) -> Path:
        data = content.encode() if isinstance(content, str) else content
        path = tmp_path / ("export.xml.gz" if packed else "export.xml")
        path.write_bytes(gzip.compress(data) if packed else data)
        return path

    return write


@pytest.fixture
def move(db, wxr_file):
    """Move in: move(text) or move(path) → the report."""

    def run(content: str | bytes | Path, **options) -> Report:
        path = content if isinstance(content, Path) else wxr_file(content)
        moving = Move(path, Options(**options))
        for _pause in moving.run():
            pass
        return moving.report

    return run


@pytest.fixture
def fixture_file():
    """The path of a file in tests/exchange/fixtures/."""
    return FIXTURES.joinpath
