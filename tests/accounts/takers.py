"""What the processes of the limiter's races do; each function runs in one of them."""

from datetime import datetime

from django.test import override_settings

from forum.accounts import limits
from forum.accounts.limits import Limit


def take(key: str, limit: Limit, at: datetime, times: int, caches: dict) -> list[int]:
    """The counts that this process got."""
    with override_settings(CACHES=caches):
        return [limits.take([(key, limit)], at)[0].count for _ in range(times)]


def take_all(keys: list[str], limit: Limit, at: datetime, times: int, caches: dict) -> None:
    """All the keys at once, in the order given, again and again."""
    with override_settings(CACHES=caches):
        for _ in range(times):
            limits.take([(key, limit) for key in keys], at)
