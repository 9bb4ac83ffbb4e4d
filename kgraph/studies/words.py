"""The words of a study in one language, and tables told in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kgraph.phrases import phrase
from kgraph.studies.study import Picture, Study, Table
from kgraph.vocabulary import ID

if TYPE_CHECKING:
    import pandas as pd

    from kgraph.analysis.ties import Ties
    from kgraph.sentences import Narrator


class Words:
    """The words of one study: the phrases of ``study-<name>.json``, and the names of things.

    Parameters
    ----------
    study
        The name of the study.
    narrator
        Gives the names, in its language.
    """

    def __init__(self, study: str, narrator: Narrator) -> None:
        self.lang = narrator.lang
        self._study = study
        self._narrator = narrator

    def say(self, key: str, **values: object) -> str:
        """Return a phrase of the study with its places filled."""
        return phrase(f"study-{self._study}", key, self.lang, **values)

    def study(
        self,
        *,
        answer: str,
        tables: tuple[Table, ...],
        pictures: tuple[Picture, ...],
        references: tuple[str, ...] = (),
        question: str = "question",
        **places: object,
    ) -> Study:
        """Return the study with its title, its question and what its numbers mean.

        The phrases are ``title``, ``means``, ``not-means`` and ``question`` or another key; ``places`` fills them.
        """
        return Study(
            name=self._study,
            title=self.say("title", **places),
            question=self.say(question, **places),
            answer=answer,
            means=self.say("means"),
            not_means=self.say("not-means"),
            tables=tables,
            pictures=pictures,
            references=references,
        )

    def names(self, slugs: Iterable[str]) -> list[str]:
        """Return the names of things, in the order of their slugs given."""
        iris = [ID + slug for slug in slugs]
        self._narrator.names.learn(iris)
        return [self._narrator.name(iri) for iri in iris]

    def table(
        self, name: str, frame: pd.DataFrame, *, questions: tuple[str, ...], sources: Iterable[tuple[str, ...]]
    ) -> Table:
        """Return a table of the study with the meaning and the heading of each column.

        The phrases are ``table-<name>``, ``column-<column>`` and ``heading-<column>``.
        """
        columns = [str(column) for column in frame.columns]
        return Table(
            name=name,
            title=self.say(f"table-{name}"),
            frame=frame.reset_index(drop=True),
            columns={column: self.say(f"column-{column}") for column in columns},
            questions=questions,
            sources=tuple(sources),
            headings={column: self.say(f"heading-{column}") for column in columns},
        )


def sources_by_state(ties: Ties) -> dict[str, tuple[str, ...]]:
    """Return each state to the sources that support it, sorted."""
    found: dict[str, set[str]] = {}
    for state, source in zip(ties.witnesses["state"], ties.witnesses["source"], strict=True):
        found.setdefault(state, set()).add(source)
    return {state: tuple(sorted(sources)) for state, sources in found.items()}


def join_sources(sources: dict[str, tuple[str, ...]], states: Iterable[str]) -> tuple[str, ...]:
    """Return the sources of several states together, sorted."""
    return tuple(sorted({source for state in states for source in sources.get(state, ())}))
