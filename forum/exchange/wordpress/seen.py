"""Which numbers have come by already. Of those that stand close together, many fit in little."""

WIDTH = 1024  # numbers in a row of bits


class Seen:
    """Numbers, a bit each: a file's comments are numbered one after the other, by the million."""

    def __init__(self):
        self.rows: dict[int, int] = {}

    def is_first(self, number: int) -> bool:
        """Whether `number` comes for the first time; from now on it does not."""
        row, bit = divmod(number, WIDTH)
        before = self.rows.get(row, 0)
        self.rows[row] = before | 1 << bit
        return not before >> bit & 1
