"""What the desk costs: `python -m tests.bench.desk` prints queries and milliseconds of its pages,
by the clock and of a processor: the clock runs on while others work there.

At 100,000 comments, 10,000 of them waiting, on SQLite and on the PostgreSQL of POSTGRES_URL
(default as in the Makefile) if it answers. `python -m tests.bench.desk keys` prints how many
decisions a minute a script makes in Chromium, through the desk's own keys, where 2,000 wait.
"""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

POSTGRES = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
PLACES = {"SQLite": {}, "PostgreSQL": {"DATABASE_URL": POSTGRES}}
COMMENTS, WAITING, TIMES = 100_000, 10_000, 10
KEYS_WAITING, DECISIONS = 2_000, 300


def main() -> None:
    """Each place in a process of its own: settings are read once."""
    here = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    print(f"{COMMENTS:,} comments, {WAITING:,} waiting; the best of {TIMES}", flush=True)
    for place, environment in PLACES.items():
        command = [sys.executable, "-m", "tests.bench.desk", place]
        done = subprocess.run(command, env=here | environment, capture_output=True, text=True)
        print(f"\n{place}\n{done.stdout}{done.stderr[-800:]}".rstrip(), flush=True)


def measure() -> None:
    with_database(lambda: _measure(_fill(COMMENTS, WAITING)))


def with_database(measuring) -> None:
    """Run `measuring` on an empty database of its own."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"] |= {"NAME": f"bench_desk_{os.getpid()}"}
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measuring()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _fill(comments: int, waiting: int):
    """The moderator, who has every permission and two sections of the six."""
    from django.contrib.auth.models import Group

    from tests import make
    from tests.bench import crowd

    crowd.fill(comments, waiting, reported=min(500, (comments - waiting) // 4))
    milo = make.staff("milo")
    milo.groups.add(Group.objects.get(name="Senior moderators"))
    return milo


def _measure(milo) -> None:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(milo)
    client.get("/admin/desk/waiting/")  # the first of a process asks the database what it can do
    for scope in ("all sections", "two sections"):
        if scope == "two sections":
            milo.scopes.create(section="Books")
            milo.scopes.create(section="Screen")
        print(f"  {scope}")
        for name, address in _addresses().items():
            queries, spent, work = _cost(client, address)
            print(f"    {name:34} {queries:3} queries {spent:6.0f} ms {work:6.0f} ms", flush=True)


def _addresses() -> dict[str, str]:
    from django.urls import reverse

    from forum.comments.models import Comment

    one = Comment.objects.waiting().filter(discussion__section="Books").first()
    pk, discussion = one.pk, one.discussion_id
    queues = {
        code: reverse("admin:desk_queue", args=[code]) for code in ("reported", "waiting", "unseen")
    }
    filters = {
        "by article": f"discussion={discussion}",
        "by rule": "rule=links",
        "by section": "section=Books",
        "by language": "language=de",
        "by age": "age=over_day",
        "by author": f"author={pk}",
        "by host": "host=shop-7.example",
        "oldest first": "order=oldest",
        "newest first": "order=newest",
        "search, many": "q=harbour",
        "search, none": "q=zeppelin",
    }
    found = dict(queues)
    for code in queues:
        found |= {f"{code} {name}": f"{queues[code]}?{asked}" for name, asked in filters.items()}
    for name in ("comment", "context", "author", "thread"):
        found[name] = reverse(f"admin:desk_{name}", args=[pk])
    found["decided"] = reverse("admin:desk_decided", query={"whose": "all"})
    return found | {"desk": reverse("admin:desk"), "admin": reverse("admin:index")}


def _cost(client, address: str) -> tuple[int, float, float]:
    """Queries, milliseconds by the clock, and those of work: the least of each."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = len(queries)  # before the next request forgets them
    spent = [_time(client, address) for _ in range(TIMES)]
    return asked, min(clock for clock, _ in spent), min(work for _, work in spent)


def _time(client, address: str) -> tuple[float, float]:
    begun, worked = perf_counter(), _worked()
    if client.get(address).status_code != 200:
        raise SystemExit(f"no answer at {address}")
    return 1000 * (perf_counter() - begun), 1000 * (_worked() - worked)


def _worked() -> float:
    """Seconds of a processor that this process has had, and PostgreSQL’s that serves it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return process_time()
    connection.ensure_connection()
    served = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return process_time() + int(served.split()[0]) / 1e9


def measure_keys() -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop
    with_database(lambda: _measure_keys(_fill(KEYS_WAITING + 100, KEYS_WAITING)))


def _measure_keys(milo) -> None:
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        _press(f"http://localhost:{server.port}", milo)
    finally:
        server.terminate()


def _press(site: str, milo) -> None:
    import shutil

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.context.add_cookies([_session(site, milo)])
        page.goto(f"{site}/admin/desk/waiting/")
        begun = perf_counter()
        _decide(page)
        seconds = perf_counter() - begun
        browser.close()
    _say(seconds)


def _session(site: str, milo) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    session, name = Client(), settings.SESSION_COOKIE_NAME
    session.force_login(milo)
    return {"name": name, "value": session.cookies[name].value, "url": site}


def _decide(page) -> None:
    """Approve, remove for a reason and remove as spam, in turn, waiting for each next card."""
    for number in range(DECISIONS):
        here = page.locator("#card").get_attribute("data-pk")
        for key in ("a", "a", "r2", "s")[number % 4]:
            page.keyboard.press(key)
        page.locator(f'#card:not([data-pk="{here}"])').wait_for()


def _say(seconds: float) -> None:
    from forum.comments.models import Comment

    left = Comment.objects.waiting().count()
    decided = KEYS_WAITING - left
    rate = 60 * decided / seconds
    print(f"{decided} decided in {seconds:.0f} s, {rate:.0f} a minute; {left:,} still wait")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["keys"]:
            measure_keys()
        case [_place]:
            measure()
        case _:
            main()
