"""The site as in production: a folder of data, and web processes that share it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.beyond.machines import Machine

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("DATABASE_URL", "REPLICA_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE", "SITE_NAME", "DEBUG")
FURNISH = """
from django.core.management import call_command
from forum.comments.models import Policy
from tests import make

call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
numbers = {"pause_seconds": 0, "person_limit": 10_000, "network_limit": 10_000}
Policy.objects.update_or_create(pk=1, defaults=numbers | {"discussion_limit": 10_000})
article = make.article(headline="The lamps are lit")
print(article.get_absolute_url(), f"/discussions/{article.discussion_id}/comments/")
"""


class Site:
    """One configuration; `run` does a command with it, `web` starts a process that serves it."""

    def __init__(self, folder: Path, **environment: str):
        inherited = {name: value for name, value in os.environ.items() if name not in OURS}
        fixed = {"DATA_DIR": str(folder), "WEB_WORKERS": "1", "SECRET_KEY": "k" * 50}
        self.environment = inherited | fixed | environment

    def furnish(self) -> tuple[str, str]:
        """Build the database and the static files; the paths of an article, and of its form."""
        article, form = self.run("shell", "--verbosity=0", "--command", FURNISH).split()
        return article, form

    def run(self, *command: str) -> str:
        """What `manage.py …` prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def web(self, host: str = "127.0.0.1", port: int | None = None) -> "Web":
        return Web(self.environment, host, port)


class Web(Machine):
    """A gunicorn with one worker, as `make run` and production start it."""

    def __init__(self, environment: dict[str, str], host: str, port: int | None):
        super().__init__(port)
        self.host = host
        self.environment = environment | {"HOST": host, "PORT": str(self.port)}
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "-c", "python:forum.serving"]
        options = {"cwd": ROOT, "env": self.environment, "stderr": subprocess.DEVNULL}
        self.run(*command, **options, start_new_session=True)

    def kill(self) -> None:
        """The whole machine at once: master and workers, in the middle of what they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
