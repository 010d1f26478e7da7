"""A table's cells in their places, with cells that span rows and columns put in once."""

from __future__ import annotations

from loaders.readers.tables import WIDEST, Cell


class Grid:
    """Rows under construction. A cell stands in the first place that it covers; the other places are empty."""

    def __init__(self) -> None:
        self.rows: list[tuple[Cell, ...]] = []
        self._row: list[Cell] = []
        self._covered: dict[int, int] = {}  # column -> rows still covered from above

    def add(self, cell: Cell, columns: int = 1, rows: int = 1) -> None:
        self._skip()
        for column in range(max(columns, 1)):
            if len(self._row) >= WIDEST:
                return
            if rows > 1:
                self._covered[len(self._row)] = rows
            self._row.append(cell if column == 0 else ())

    def end_row(self) -> None:
        self._skip()
        self.rows.append(tuple(self._row))
        self._row = []
        self._covered = {column: rows - 1 for column, rows in self._covered.items() if rows > 1}

    def _skip(self) -> None:
        """Past the places that a cell above covers."""
        while len(self._row) in self._covered and len(self._row) < WIDEST:
            self._row.append(())
