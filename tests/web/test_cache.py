"""The cache that CACHE_URL names, reached for real."""

import pytest
from django.core.cache import cache

from forum import environment


@pytest.mark.redis
def test_redis_keeps_what_it_is_given(settings):
    if "Redis" not in settings.CACHES["default"]["BACKEND"]:
        pytest.skip("CACHE_URL names no Redis: make test-redis")

    cache.set("afterword-test", {"lamps": 411}, timeout=30)

    assert cache.get("afterword-test") == {"lamps": 411}
    cache.delete("afterword-test")
    assert cache.get("afterword-test") is None


def test_a_redis_address_gets_djangos_own_backend(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "redis://127.0.0.1:6379/3")

    config = environment.cache()

    assert config["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert config["LOCATION"] == "redis://127.0.0.1:6379/3"
    assert config["OPTIONS"]["socket_timeout"] == 0.25
