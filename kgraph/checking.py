"""Check data before it is built: a whole folder, or a few files of it.

Files that others send are read in a child process with little time and memory: whatever they do, the parent tells it
with file, line and remedy.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kgraph.errors import DataError, Problem
from kgraph.paths import default_build_folder
from kgraph.sources import require_data_folder
from kgraph.validation import Violation

#: What a child that reads files from outside may use.
CHILD_SECONDS = 20
CHILD_BYTES = 1 << 30


@dataclass
class Report:
    """What a check found."""

    #: What was checked, in words.
    checked: str
    problems: list[Problem] = field(default_factory=list)
    #: Rules broken by data that can be read; warnings among them.
    violations: list[Violation] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong; warnings do not count."""
        return not self.problems and all(violation.severity != "error" for violation in self.violations)

    def to_text(self) -> str:
        """Return one line for each thing that is wrong, and how many there are."""
        lines = [*map(str, self.problems), *map(str, self.violations)]
        warnings = sum(violation.severity != "error" for violation in self.violations)
        errors = len(lines) - warnings
        found = "nothing wrong" if not errors else f"{errors} problems" if errors > 1 else "1 problem"
        lines.append(f"{self.checked}: {found}" + (f", {warnings} warnings" if warnings else ""))
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Return one JSON object: checked, fine, problems, violations."""
        content = {
            "checked": self.checked,
            "fine": self.fine,
            "problems": [problem._asdict() for problem in self.problems],
            "violations": [asdict(violation) for violation in self.violations],
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def check_data(folder: Path, *, owl: bool = False) -> Report:
    """Check a data folder: reading, references, shapes, rules and likely duplicates.

    Parameters
    ----------
    folder
        A data folder.
    owl
        Also close the accepted facts with owlrl and look for contradictions; this takes minutes on large data.
    """
    from kgraph.baseline import read_baseline
    from kgraph.build import compile_data
    from kgraph.duplicates import find_likely_duplicates
    from kgraph.freshness import take_prints

    report = Report(str(folder))
    try:
        inputs = {name: each[2] for name, each in take_prints(folder).items()}
        compiled = compile_data(folder, read_baseline(default_build_folder(folder), inputs))
    except DataError as error:
        report.problems = error.problems
        return report
    report.problems = find_likely_duplicates(compiled.data)
    report.violations = compiled.violations
    if owl:
        report.violations = report.violations + _find_contradictions(compiled.layers.asserted)
    return report


def check_files(files: Sequence[Path], data: Path | None) -> Report:
    """Check a few files against the rest of their data folder, in a limited child process.

    Parameters
    ----------
    files
        Files of sources or entities, ``coverage.yaml`` or ``not-same.yaml``; those of other names outside any data
        folder are checked as sources.
    data
        The data folder that they refer to. When not given, it is the one that a file lies in, or the package's.

    Raises
    ------
    DataError
        If the folder given is no data folder.
    """
    if data:
        require_data_folder(data)
    command = [sys.executable, "-P", "-m", "kgraph.checking_child", str(data or ""), *map(str, files)]
    checked = ", ".join(map(str, files))
    try:
        child = subprocess.run(command, capture_output=True, timeout=CHILD_SECONDS * 2, check=False)
    except subprocess.TimeoutExpired:
        return Report(checked, [_gave_up(files, "took too long to read")])
    if child.returncode:
        last = child.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["the reader died"]
        what = "needs too much time or memory to read" if _ran_out(child.returncode, last[0]) else last[0]
        return Report(checked, [_gave_up(files, what)])
    return Report(checked, [Problem(**each) for each in json.loads(child.stdout)])


def _find_contradictions(asserted: Iterable[object]) -> list[Violation]:
    from kgraph.layers import accept
    from kgraph.ontology import read_ontology
    from kgraph.owl import close_with_owlrl, find_contradictions
    from kgraph.paths import ontology_folder

    ontology = read_ontology(ontology_folder())
    closed = close_with_owlrl(accept(asserted, ontology), ontology.schema)  # type: ignore[arg-type]
    fix = "correct the claim, or the axiom in ontology/ally.ttl that it breaks"
    return [Violation("error", "owl", "data", message, fix) for message in find_contradictions(closed)]


def _ran_out(code: int, message: str) -> bool:
    return code < 0 or "MemoryError" in message


def _gave_up(files: Sequence[Path], what: str) -> Problem:
    return Problem(str(files[0]), 1, what, "make it smaller and plainer; check files one by one to find which it is")
