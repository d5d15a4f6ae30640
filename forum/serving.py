"""gunicorn's settings, the same for `make run` and production: `gunicorn -c python:forum.serving`.

Numbers, no application code. The application is loaded by each worker (no `preload_app`), so that
SIGHUP brings in new code without cutting a request.
"""

import ctypes
import errno
import gc
import os
import socket
import sys
from contextlib import suppress

import forum.settings  # noqa: F401 (a wrong environment stops the start here, with one sentence)
from forum import environment

# What was read here is the master's; workers read it anew, also after a reload.
for module in ("forum.settings", "forum.environment"):
    sys.modules.pop(module)

host = environment.read("str", "HOST", "127.0.0.1")
port = environment.number("PORT", 8000)
if not 0 < port < 65536:
    environment.stop("PORT must be a number from 1 to 65535.")

wsgi_app = "forum.wsgi:application"
bind = f"{host}:{port}"
workers = environment.number("WEB_WORKERS", 2) or 1
worker_class = "gthread"
threads = environment.number("WEB_THREADS", 4) or 1
control_socket_disable = True
max_requests = 100_000  # a leak ends before it hurts; a crowd must not end one each second
max_requests_jitter = 20_000
graceful_timeout = 30
timeout = 30
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 (the heartbeat file)
loglevel = "warning"


def on_starting(server):
    """Say in a sentence that the port is taken; gunicorn itself tries on for five seconds."""
    if {"GUNICORN_FD", "LISTEN_FDS"} & os.environ.keys():
        return  # the sockets are handed over by an older gunicorn, or by systemd
    for address in server.cfg.address:
        if isinstance(address, tuple):
            _try_to_bind(*address)


def _try_to_bind(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                environment.stop(f"port {port} is taken: PORT={port % 65535 + 1} make run.")
            environment.stop(f"{host}:{port} cannot be listened on: {error.strerror}.")


def post_fork(server, worker):
    """Let all threads of a worker take memory from one place, and return what is free at its end.

    Else glibc has a place for each thread, all of which grow to what their largest page took: 20 MB
    more. Other C libraries have no such choice.
    """
    with suppress(AttributeError):
        choose = ctypes.CDLL(None).mallopt
        choose(M_ARENA_MAX, 1)
        for option in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
            choose(option, SPARE)


M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # malloc.h
SPARE = 2 * 1024 * 1024  # bytes; less, and each packing of a page asks the system anew: 0.5 ms


def post_worker_init(worker):
    """Let the collector leave alone what has been loaded, and come round more often for the rest.

    Else it waits until a quarter as much is new before it looks at everything: 4 MB of garbage.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(300, 5, 5)


def when_ready(server):
    shown = "127.0.0.1" if host in ("", "0.0.0.0") else host  # noqa: S104 (only printed)
    print(f"Afterword: http://{shown}:{port}/  (Ctrl-C stops it)", flush=True)  # noqa: T201
