"""Bad contributions, and what must be said of each; written by code, since editors and git would mangle the bytes."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kgraph.paths import data_folder

#: The line of the first claim in a file that ``source`` writes.
CLAIM = 9

ENTITIES = {
    "company": "acme:\n  kinds: [company]\n  label: Acme\nbolt:\n  kinds: [company]\n  label: Bolt\n",
    "alliance": "harbour:\n  kinds: [alliance]\n  label: Harbour Alliance\n",
    "campaign": "safe-net:\n  kinds: [campaign]\n  label: Safe Net\n",
}
MEMBER = "{subject: acme, relation: memberOf, object: harbour, at: Harbour}"
OTHERS = (
    "  - {subject: bolt, relation: memberOf, object: harbour, at: Bolt}\n"
    "  - {subject: safe-net, relation: hashtag, object: '#SafeNet', at: '#SafeNet'}\n"
)


def source(*claims: str, url: str = "https://example.org/news", **fields: str) -> str:
    """Return the text of a source file with some claims and other values for some fields."""
    values = {"title": "News", "publisher": "acme", "issued": "2022-01-02", "language": "en"}
    values |= {"accessed": "2026-11-21", "recorded": "2026-11-21", **fields}
    lines = [f"url: {url}", *(f"{name}: {value}" for name, value in values.items()), "claims:"]
    return "\n".join([*lines, *(f"  - {claim}" for claim in claims or [MEMBER])]) + "\n"


def write_good(folder: Path, sources: dict[str, str] | None = None) -> Path:
    """Write a small data folder in which nothing is wrong."""
    for part in ("entities", "sources"):
        (folder / part).mkdir(parents=True)
    for kind, text in ENTITIES.items():
        (folder / "entities" / f"{kind}.yaml").write_text(text, encoding="utf-8")
    for slug, text in (sources or {"good": source() + OTHERS}).items():
        (folder / "sources" / f"{slug}.yaml").write_bytes(text.encode())
    shutil.copy(data_folder() / "countries.csv", folder)
    return folder


@dataclass(frozen=True)
class Case:
    """A bad file and the problem that must be told."""

    #: Path in the data folder.
    file: str
    #: Its bytes, or what makes it.
    content: bytes | Callable[[Path], None]
    line: int
    #: A part of what is told to be wrong, and of the remedy.
    what: str
    remedy: str

    def write(self, folder: Path) -> None:
        """Write the file into a data folder."""
        path = folder / self.file
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)


def _claim(name: str, claim: str, what: str, remedy: str) -> Case:
    return Case(f"sources/{name}.yaml", source(claim).encode(), CLAIM, what, remedy)


def _raw(name: str, content: str | bytes, line: int, what: str, remedy: str) -> Case:
    raw = content.encode() if isinstance(content, str) else content
    return Case(f"sources/{name}.yaml", raw, line, what, remedy)


def _member(**changes: str) -> str:
    fields = {"subject": "acme", "relation": "memberOf", "object": "harbour", "at": "Harbour"} | changes
    return "{" + ", ".join(f"{name.rstrip('_')}: {value}" for name, value in fields.items()) + "}"


def _figure(**changes: str) -> str:
    fields = {
        "figure": "videos-removed",
        "about": "acme",
        "value": "12",
        "stated": "'12'",
        "bound": "exact",
        "at": "12",
    }
    return "{" + ", ".join(f"{name}: {value}" for name, value in (fields | changes).items()) + "}"


def _link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


_LAUGHS = "\n".join(
    [
        "a: &a [lol, lol, lol]",
        *(f"{after}: &{after} [{','.join(['*' + b] * 9)}]" for b, after in zip("abcdef", "bcdefg", strict=True)),
    ]
)
_DECOMPOSED = unicodedata.normalize("NFD", "Aliança")

CASES = [
    # Fields and references
    _claim("wrong-key", _member().replace("subject", "subjct"), "unknown field 'subjct'", "did you mean 'subject'"),
    _claim("wrong-key-too", _member().replace("subject", "subjct"), "lacks 'subject'", "add subject"),
    _raw("wrong-source-key", source() + "publishr: acme\n", 10, "unknown field 'publishr'", "did you mean 'publisher'"),
    _claim("unknown-entity", _member(subject="acne"), "unknown entity 'acne'", "did you mean 'acme'"),
    _claim("unknown-relation", _member(relation="memberof2"), "unknown relation 'memberof2'", "'memberOf'"),
    _claim("unknown-measure", _figure(figure="video-removed"), "no measure is 'video-removed'", "'videos-removed'"),
    _claim("unknown-country", _member(country="NOO"), "unknown country 'NOO'", "alpha-2"),
    _claim("world-and-country", _figure(territory="[world, NO]"), "world beside a country", "write world alone"),
    _claim("wrong-kind", _member(subject="safe-net"), "'safe-net' is of kind 'campaign'", "organisation"),
    _claim("itself", _member(relation="partnerOf", object="acme"), "'acme' stands to itself", "correct subject"),
    _claim("no-hashtag", _member(subject="safe-net", relation="hashtag", object="SafeNet"), "hashtag 'SafeNet'", "'#"),
    _claim("no-stance", _member(stance="maybe"), "stance 'maybe'", "'supports' or 'disputes'"),
    _raw("unknown-root", source(republishes="nothing-like-it"), 8, "unknown source 'nothing-like-it'", ""),
    _raw("circle-a", source(republishes="circle-b"), 8, "republishes in a circle", "let the first"),
    _raw("circle-b", source(republishes="circle-a"), 8, "republishes in a circle", "let the first"),
    _raw("twice", source(MEMBER, MEMBER), 10, "the same claim given twice", "keep one of them"),
    _raw("twice-but-remarks", source(MEMBER, _member(note="again")), 10, "the same claim given twice", "keep one"),
    _raw("claims-are-text", source().replace("claims:\n  - " + MEMBER, "claims: many"), 8, "claims 'many'", "a list"),
    _raw("claim-is-text", source("acme memberOf harbour"), CLAIM, "is no mapping", "write fields"),
    _raw("is-a-list", "- acme\n- harbour\n", 1, "is no mapping", "write fields: title, publisher"),
    _raw("empty", b"", 1, "'' is no mapping", "write fields: title, publisher"),
    _raw("comments-only", "# nothing\n", 1, "'' is no mapping", "write fields"),
    _raw("no-claims", source().replace("\n  - " + MEMBER, " []"), 8, "claims []", "write one claim a line"),
    # Dates, numbers, languages
    _claim("no-day", _member(from_="2024-02-30"), "'2024-02-30' is no day of the calendar", "write 2021, 2021-05"),
    _claim("backwards", _member(from_="2022", until="2020-05"), "until 2020-05 is before from 2022", "put them right"),
    _claim("outside", _member(from_="2022", asOf="2020"), "asOf 2020 lies outside from and until", "put them right"),
    _claim("arabic-digits", _member(from_="٢٠٢١"), "is no date", "write 2021, 2021-05"),
    _raw("no-such-issue", source(issued="2022-13"), 4, "issued '2022-13' is no day", "write 2021, 2021-05"),
    _claim("huge", _figure(value="1e999999999"), "value '1e999999999' is no number", "write digits"),
    _claim("long-number", _figure(value="9" * 5000), "is no number of at most 30 digits", "write digits"),
    _claim("nan", _figure(value="NaN"), "value 'NaN' is no number", "write digits"),
    _claim("infinity", _figure(value="-Infinity"), "value '-Infinity' is no number", "write digits"),
    _claim("grouped", _figure(value="'8,205,948'"), "value '8,205,948' is no number", "with a point before decimals"),
    _raw("no-language", source(language="english"), 5, "language 'english'", "such as fr or pt-BR"),
    _raw("no-tag", source(language="en-12"), 5, "'en-12' is no BCP 47 tag", "such as fr or pt-BR"),
    _raw("boolean", source(issued="2022", undated="yes"), 8, "undated 'yes'", "'true'"),
    # Texts
    _claim("sentence", _member(at="one two three four five six seven eight nine"), "9 words", "keep a name or figure"),
    _claim("long-word", _member(at="x" * 101), "101 characters", "keep a name or figure"),
    _raw("long-title", source(title="x" * 1_000_000), 2, "title 'xxx", "at most 500 characters"),
    _raw("long-key", source() + "? " + "k" * 1_000_000 + "\n: v\n", 10, "unknown field 'kkk", "one of"),
    _raw("script", source(url="javascript:alert(1)"), 1, "'javascript:alert(1)' is no web address", "write https://"),
    _raw("data-address", source(url="data:text/html,x"), 1, "is no web address", "write https://"),
    _raw("long-address", source(url="ftp://" + "x" * 1_000_000), 1, "is no web address", "write https://"),
    _claim(
        "script-object",
        _member(relation="availableAt", object='"http://x/<script>"'),
        "'http://x/<script>' is no web address",
        "without spaces",
    ),
    _raw("bidi", source(title="Saf\u202eten"), 2, "hidden character U+202E", "delete it"),
    _raw("letter-mark", source(title="Saf\u061cety"), 2, "hidden character U+061C", "delete it"),
    _raw("soft-hyphen", source(title="Saf\xadety"), 2, "hidden character U+00AD", "delete it"),
    _raw("bell", source(title="Safe\x07"), 2, "hidden character U+0007", "delete it"),
    _raw("nul", source(title="Safe\0"), 2, "hidden character U+0000", "delete it"),
    _raw("next-line", source(title="Safe\x85ty"), 2, "hidden character U+0085", "delete it"),
    _raw("line-separator", source(title="Safe\u2028ty"), 2, "hidden character U+2028", "delete it"),
    _raw("inner-bom", source(title="Safe\ufeff"), 2, "hidden character U+FEFF", "delete it"),
    _raw("escaped-bidi", source(title='"Saf\\u202eten"'), 2, "hidden character U+202E", "delete it"),
    _raw("escaped-nul", source(title='"Safe\\0"'), 2, "hidden character U+0000", "delete it"),
    _raw("escaped-surrogate", source(title='"\\ud800"'), 2, "", ""),
    _raw("surrogate", source(title="XX").encode().replace(b"XX", b"\xed\xa0\x80"), 2, "0xed is not UTF-8", "as UTF-8"),
    _raw("latin-1", source(title="Aliança").encode("latin-1"), 2, "byte 0xe7 is not UTF-8", "save the file as UTF-8"),
    _raw("utf-16", source().encode("utf-16"), 1, "is not UTF-8", "save the file as UTF-8"),
    _raw("overlong", b"url: \xc0\xaf\n", 1, "is not UTF-8", "save the file as UTF-8"),
    _raw("decomposed", source(title=_DECOMPOSED), 2, "letters that are not in Unicode NFC", "as one character"),
    _raw("escaped-decomposed", source(title='"a\\u0301"'), 2, "not in Unicode NFC", "as one character"),
    # YAML
    _raw("large", "a: [" + "[1, 2], " * 2_500_000 + "]\n", 1, "larger than 2,000,000 bytes", "split it"),
    _raw("deep", "a: " + "[" * 900_000 + "\n", 1, "nested deeper than 12 levels", "flatten it"),
    _raw("deep-blocks", "".join(" " * n + "a:\n" for n in range(1_000)), 13, "nested deeper than", "flatten it"),
    _raw("many-values", source("x\n" + "  - x\n" * 300_000), 150_001, "more than 150,000 values", "split the file"),
    _raw("many-faults", source(*["{a: b}"] * 60_000), 29, "more than 100 problems", "mend those above first"),
    _raw("many-unknown", source(*[_member(subject=f"a-{n}") for n in range(9_000)]), 109, "more than 100", "mend"),
    _raw("laughs", _LAUGHS, 1, "an anchor (&)", "write the value without it"),
    _raw("alias", "a: *a\n", 1, "an alias (*)", "write the value out"),
    _raw(
        "merge", source("{<<: {subject: acme}, relation: memberOf, object: harbour, at: x}"), 9, "field '<<'", "one of"
    ),
    _raw(
        "python", "!!python/object/apply:os.system ['true']\n", 1, "a tag ('tag:yaml.org,2002:python/ob", "without it"
    ),
    _raw("two-documents", source() + "---\n" + source(), 10, "a second YAML document", "one document in one file"),
    _raw("key-twice", "url: https://example.org\nurl: https://example.com\n", 2, "key 'url' given twice", "keep one"),
    _raw("list-key", "? [a, b]\n: c\n", 1, "a key that is no text", "write a plain word"),
    _raw("mapping-key", "{a: b}: c\n", 1, "a key that is no text", "write a plain word"),
    _raw("not-yaml", source() + "  - {subject: acme\n", 11, "not YAML", "mend the line"),
    # Axioms as claims
    _claim("same-as", _member(relation="owl:sameAs"), "unknown relation 'owl:sameAs'", ""),
    _claim("sub-class", _member(relation="rdfs:subClassOf"), "unknown relation 'rdfs:subClassOf'", ""),
    _claim("type", _member(relation="'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'"), "unknown relation", ""),
    _claim("owl-subject", _member(subject="owl:Thing"), "subject 'owl:Thing'", "use a slug"),
    _claim("rdf-object", _member(object="rdf:type"), "unknown entity 'rdf:type'", ""),
    _claim("iri-subject", _member(subject="'http://www.w3.org/2002/07/owl#Thing'"), "subject 'http:", "use a slug"),
    _claim("iri-object", _member(object="'https://w3id.org/child-safety-alliances/id/harbour'"), "unknown entity", ""),
    # Names that leave their place
    _claim("traversal", _member(subject="../../etc/passwd"), "subject '../../etc/passwd'", "use a slug"),
    _claim("traversal-object", _member(object="../../etc/passwd"), "unknown entity '../../etc/passwd'", ""),
    _raw("traversal-root", source(republishes="../secret"), 8, "republishes '../secret'", "use a slug"),
    _raw(
        "traversal-file",
        source().replace("url: https://example.org/news", "file: ../../etc/passwd"),
        1,
        "file '../../etc/passwd' is no plain file name",
        "without any folder",
    ),
    Case("sources/Good.yaml", source().encode(), 1, "file name 'Good.yaml'", "lower case letters"),
    Case("sources/Aliança.yaml", source().encode(), 1, "file name 'Aliança.yaml'", "lower case letters"),
    Case(f"sources/{_DECOMPOSED}.yaml", source().encode(), 1, "file name", "lower case letters"),
    Case("sources/two--hyphens.yaml", source().encode(), 1, "file name 'two--hyphens.yaml'", "single hyphens"),
    Case(f"sources/{'x' * 81}.yaml", source().encode(), 1, "file name 'xxx", "at most 80"),
    Case("sources/.yaml", source().encode(), 1, "file name '.yaml'", "lower case letters"),
    Case(
        "sources/harbour.yaml",
        source().encode(),
        1,
        "slug 'harbour' is taken by data/entities/alliance.yaml",
        "another",
    ),
    # Entities
    Case("entities/platform.yaml", ENTITIES["company"].encode(), 2, "first kind 'company'", "put platform first"),
    Case("entities/regulator.yaml", ENTITIES["alliance"].encode(), 1, "slug 'harbour' is taken by", "never reused"),
    Case("entities/hotline.yaml", b"Acme:\n  kinds: [hotline]\n  label: A\n", 1, "slug 'Acme'", "lower case"),
    Case("entities/helpline.yaml", b"../up:\n  kinds: [helpline]\n  label: A\n", 1, "slug '../up'", "lower case"),
    Case("entities/service.yaml", b"line:\n  kinds: [service]\n  label: ''\n", 3, "label ''", "write something"),
    Case("entities/event.yaml", b"day:\n  kinds: [event, evnt]\n  label: A\n", 2, "unknown kind 'evnt'", "'event'"),
    Case("entities/person.yaml", b"- a\n", 1, "no mapping of slugs to entities", "write slug:"),
    # Things that are no files of this folder
    Case("sources/folder.yaml", lambda path: path.mkdir(), 1, "is no file", "put a file"),
    Case("sources/pipe.yaml", lambda path: os.mkfifo(path), 1, "is no file", "put a file"),
    Case("sources/device.yaml", _link_to("/dev/zero"), 1, "a link out of the data folder", "put the file itself"),
    Case(
        "sources/link-out.yaml", _link_to("../../outside.yaml"), 1, "a link out of the data folder", "the file itself"
    ),
    Case("sources/link-to-nothing.yaml", _link_to("nothing.yaml"), 1, "cannot be read (No such file", "readable file"),
    Case("sources/link-to-itself.yaml", _link_to("link-to-itself.yaml"), 1, "", ""),
    Case("left-out.csv", b"id,url,subject,predicate,object,reason\n1,u,s,p,o,becuse\n2,u\n", 2, "unknown reason", ""),
]

#: Files in which nothing is wrong, though they may look so.
ACCEPTED = {
    "bom": b"\xef\xbb\xbf" + source(_member(from_="2001")).encode(),
    "crlf": source(_member(from_="2002")).replace("\n", "\r\n").encode(),
    "carriage-returns": source(_member(from_="2003")).replace("\n", "\r").encode(),
    "norway": source(_member(relation="basedIn", object="NO"), _figure(territory="[NO, BR]")).encode(),
    "joiners": source(title="می\u200cخواهم").encode(),
}

#: An everyday mistake in the file that is read last.
LATE = Case("sources/zz-late.yaml", source(_member(role="''")).encode(), CLAIM, "role ''", "write something")


def write_corpus(folder: Path) -> Path:
    """Write all cases beside good files into one data folder."""
    write_good(folder)
    for slug, raw in ACCEPTED.items():
        (folder / "sources" / f"{slug}.yaml").write_bytes(raw)
    for case in [*CASES, LATE]:
        case.write(folder)
    (folder.parent / "outside.yaml").write_text(source(), encoding="utf-8")
    return folder
