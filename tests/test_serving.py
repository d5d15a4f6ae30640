"""What gunicorn's settings do with the memory of a worker."""

import platform

import pytest

from tests.test_environment import start

PLACES = """
import ctypes
from threading import Barrier, Thread
from forum import serving

serving.post_fork(None, None)
libc, together = ctypes.CDLL(None), Barrier(4)
libc.malloc.restype, libc.fdopen.restype = ctypes.c_void_p, ctypes.c_void_p

def take():
    together.wait()
    libc.malloc(1000)
    together.wait()

threads = [Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
file = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, file)
libc.fflush(file)
"""
FROZEN = """
import gc
from forum import serving

serving.post_worker_init(None)
print(gc.get_freeze_count() > 10_000)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_all_threads_of_a_worker_take_memory_from_one_place(tmp_path):
    done = start(tmp_path, "-c", PLACES)

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("<heap nr=") == 1


def test_what_a_worker_has_loaded_is_not_looked_at_again(tmp_path):
    assert start(tmp_path, "-c", FROZEN).stdout == "True\n"
