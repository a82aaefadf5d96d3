"""Orders in which rows of a file can be saved."""

from collections.abc import Callable, Sequence

from cms.imports.reading import Row


def parents_first(key: str, parent: str) -> Callable[[Sequence[Row]], Sequence[Row]]:
    """An order in which a row named by `key` comes after the row its column `parent` names.

    Rows of a circle come last, in their own order; saving them is refused with a message.
    """

    def order(rows: Sequence[Row]) -> Sequence[Row]:
        by_key = {row.values[key]: row for row in rows}
        placed: dict[str, Row] = {}

        def place(row: Row) -> None:
            chain: list[Row] = []
            above: Row | None = row
            while above and above.values[key] not in placed and above not in chain:
                chain.append(above)
                above = by_key.get(above.values.get(parent, ""))
            for one in reversed(chain):
                placed.setdefault(one.values[key], one)

        for row in rows:
            place(row)
        return list(placed.values())

    return order
