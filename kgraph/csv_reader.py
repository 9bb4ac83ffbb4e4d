"""Read CSV of a known width, telling of each fault with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kgraph.yaml_reader import Document, shorten_value


def read_rows(text: str, columns: list[str], document: Document) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield rows with their lines; rows of another width are refused."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != columns:
            document.refuse(1, f"header {shorten_value(','.join(header))}", f"write {','.join(columns)}")
            return
        for cells in reader:
            if len(cells) == len(columns):
                yield reader.line_num, dict(zip(columns, cells, strict=True))
            else:
                document.refuse(reader.line_num, f"{len(cells)} cells", f"write {len(columns)} cells")
    except csv.Error as error:
        document.refuse(reader.line_num, f"no CSV ({error})", "close the quotes, and double those inside quotes")
