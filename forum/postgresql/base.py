"""PostgreSQL with a pool that gives out no dead connection. Django finds it as an ENGINE.

The pool itself can ask a connection whether it still works, each time it gives one out: a round
trip more for every request. Here the kernel is asked. A server that stops, restarts or throws
somebody out closes the connection, and keepalives notice one that is gone: then there is something
to read.
"""

from select import POLLIN, poll

from django.db.backends.postgresql import base
from psycopg import Connection, Error
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the first connection of the pool that is alive; waits for it as long as the pool does,
    and raises what the pool raises."""

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        while self.pool and not is_alive(connection):
            self.pool.putconn(connection)  # which makes another one in its place
            connection = super().get_new_connection(conn_params)
        return connection


def is_alive(connection: Connection) -> bool:
    """Whether `connection` works, of whom nothing has been asked; one that does not is closed."""
    kernel = poll()
    kernel.register(connection.fileno(), POLLIN)
    if not kernel.poll(0):
        return True
    try:
        ConnectionPool.check_connection(connection)  # it may have been a notice
    except Error:
        connection.close()
        return False
    return True
