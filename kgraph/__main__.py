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
    code = 0
    try:
        main()
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 1 if ending.code else 0
    except OSError as error:  # what could not be written to stdout: every other is told by the library
        code = _tell(error)
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code or _tell(error)
    sys.stderr.flush()
    os._exit(code)


def _tell(error: OSError) -> int:
    """Say that stdout cannot be written, unless its reader has simply seen enough; return the exit code."""
    if isinstance(error, BrokenPipeError):
        return 141
    sys.stderr.write(f"Error: stdout cannot be written ({error.strerror or error}): free space\n")
    return 2


if __name__ == "__main__":
    run()
