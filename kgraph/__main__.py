"""Run the command line, as ``python -m kgraph`` and as the script ``kgraph``."""

from __future__ import annotations

import os
import sys

from kgraph.cli import main


def run() -> None:
    """Run the command line and leave at once.

    By then every file is written and every lock released. What is left is to close a store that was open for reading
    only and to take the interpreter apart, which would take a quarter of the time of a short query.
    """
    try:
        main()
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 1 if ending.code else 0
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BrokenPipeError:  # the reader has seen enough
            code = code or 141
        os._exit(code)


if __name__ == "__main__":
    run()
