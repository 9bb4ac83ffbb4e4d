"""The atlas's page: the same bytes, whole, and nothing in it that could run but its own scripts."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hostile.cases import OTHERS, source, write_good

from kgraph import atlas as atlas_module
from kgraph.atlas import make_page, write_atlas
from kgraph.atlas_model import Atlas
from kgraph.atlas_process import AtlasProcess, find_missing_asset
from kgraph.atlas_quads import Quads
from kgraph.baseline import Change, write_lines
from kgraph.build import build
from kgraph.cli import main
from kgraph.errors import BuildError, MissingAssets
from kgraph.knowledge import KnowledgeGraph
from kgraph.page import as_script
from kgraph.phrases import LANGUAGES

#: What the page is made of where a test needs no real scripts.
STAND_INS = {
    "atlas.js": 'const text = "</script><!--";\r\n//# sourceMappingURL=atlas.js.map\n',
    "atlas.css": "body { margin: 0 }\r\n",
    "editor.js": "const editor = 1;\r\n",
    "worker.js": "const worker = 1;\n",
    "map.json": '{"width": 1}',
    "oxigraph.wasm.gz": "not really",
    "licences.txt": "MIT\n",
}
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\"' <!--"


@dataclass
class Page(HTMLParser):
    """A page as a browser reads it."""

    html: str
    policy: str = ""
    title: str = ""
    language: str = ""
    chosen: str | None = None
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    blocks: dict[str, bytes] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    noscript: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: tuple[str, dict[str, str | None]] = ("", {})
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self._open = (tag, given)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        if tag == "html":
            self.language, self.chosen = given["lang"] or "", given.get("data-language")

    def handle_data(self, data: str) -> None:
        tag, given = self._open
        if tag == "script" and given.get("type") == "application/octet-stream":
            self.blocks[str(given["id"])] = gzip.decompress(base64.b64decode(data))
        elif tag == "script":
            self.scripts.append(data)
        elif tag == "style":
            self.styles.append(data)
        elif tag == "title":
            self.title = data
        elif tag == "p":
            self.noscript.append((given["lang"] or "", data))

    def handle_endtag(self, tag: str) -> None:
        self._open = ("", {})

    def read(self, block: str) -> Any:
        """Return what a block of JSON says."""
        return json.loads(self.blocks[block])


def need_assets() -> None:
    """Skip where the page's scripts have not been built, or fail where everything is required."""
    missing = find_missing_asset()
    if missing and os.environ.get("KGRAPH_REQUIRE") == "all":
        pytest.fail(f"{missing} has not been built")
    if missing:
        pytest.skip(f"{missing} has not been built")


@pytest.fixture
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let pages be made of stand-ins, so that they need no Node."""
    folder = tmp_path / "dist"
    folder.mkdir()
    for name, text in STAND_INS.items():
        content = text.encode()
        (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    monkeypatch.setattr(atlas_module, "assets_folder", lambda: folder)
    # what is packed once a process must not be packed from the assets of another test
    atlas_module.pack_assets.cache_clear()
    yield folder
    atlas_module.pack_assets.cache_clear()


def digest(page: bytes) -> str:
    """Return what stands for a page of megabytes, whose differences nobody could read."""
    return hashlib.sha256(page).hexdigest()


def make(graph: KnowledgeGraph, lang: str = "") -> bytes:
    """Make the page of a graph, read anew."""
    atlas = Atlas.of(graph.store, graph.ontology, graph.questions)
    return make_page(atlas, Quads(write_lines(list(graph.store))), lambda: graph.manifest, lang=lang)


def hash_of(text: str) -> str:
    """Return a text's hash as a policy writes it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.fixture
def page(small_world: KnowledgeGraph, stand_ins: Path) -> Page:
    """Return the page of the small world."""
    return Page(make(small_world).decode())


def test_the_same_graph_gives_the_same_bytes(small_world: KnowledgeGraph, stand_ins: Path) -> None:
    assert digest(make(small_world)) == digest(make(KnowledgeGraph(small_world.folder)))


def test_the_policy_comes_before_all_that_it_governs(page: Page) -> None:
    assert page.tags[:3] == ["html", "head", "meta"]
    assert page.html.index("Content-Security-Policy") < page.html.index("charset") < 1024


def test_the_policy_lets_nothing_in_but_what_the_page_carries(page: Page) -> None:
    rules = dict(rule.split(" ", 1) for rule in page.policy.split("; "))
    editor = STAND_INS["editor.js"].replace("\r\n", "\n")
    assert rules == {
        "default-src": "'none'",
        "script-src": f"{hash_of(page.scripts[0])} {hash_of(editor)} 'wasm-unsafe-eval'",
        "style-src": hash_of(page.styles[0]),
        "worker-src": "blob:",
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_there_is_one_script_and_it_is_last(page: Page) -> None:
    assert len(page.scripts) == 1
    assert page.html.rstrip().endswith(f"{page.scripts[0]}</script>\n</body>\n</html>")


def test_the_script_keeps_what_it_says_without_ending_early(page: Page) -> None:
    assert page.scripts[0] == as_script(STAND_INS["atlas.js"].replace("\r\n", "\n"))
    assert "\\x3c/script>\\x3c!--" in page.scripts[0] and "sourceMappingURL" not in page.scripts[0]


def test_every_block_unpacks(page: Page) -> None:
    data = {"data-graph", "data-questions", "data-quads", *(f"data-sentences-{lang}" for lang in LANGUAGES)}
    assert set(page.blocks) == data | {"data-map", "data-wasm", "data-worker", "data-editor", "data-licences"}
    assert page.blocks["data-wasm"] == b"not really"
    for lang in LANGUAGES:
        graph = page.read("data-graph")
        assert len(page.read(f"data-sentences-{lang}")) == len(graph["states"]) + len(graph["figures"])


def test_the_page_tells_what_it_was_made_from(page: Page, small_world: KnowledgeGraph) -> None:
    graph, manifest = page.read("data-graph"), small_world.manifest
    assert graph["hash"] == hashlib.sha256((small_world.folder / "graph.nq.gz").read_bytes()).hexdigest()
    assert (graph["version"], graph["counts"]) == (manifest["version"], manifest["counts"])


def test_what_is_drawn_stands_apart(page: Page) -> None:
    spots = [(node["x"], node["y"]) for node in page.read("data-graph")["nodes"] if "x" in node]
    assert len(spots) > 30 and len(spots) == len(set(spots))


def test_without_scripts_the_page_says_in_five_languages_what_it_holds(page: Page, small_world: KnowledgeGraph) -> None:
    counts = small_world.manifest["counts"]
    assert [lang for lang, _ in page.noscript] == list(LANGUAGES)
    assert all(str(counts["entities"]) in text and "kgraph show" in text for _, text in page.noscript)


def test_a_page_opens_in_the_language_asked_for(small_world: KnowledgeGraph, stand_ins: Path) -> None:
    page = Page(make(small_world, lang="pt").decode())
    assert (page.language, page.chosen, page.noscript[0][0]) == ("pt", "pt", "pt")
    assert page.title == "Atlas das alianças que protegem crianças na internet"


def test_a_page_leaves_its_language_to_the_reader_where_none_is_asked_for(page: Page) -> None:
    assert (page.language, page.chosen) == ("en", None)


def test_nothing_in_the_page_leads_to_another_host(page: Page) -> None:
    text = re.sub(r"<script.*?</script>|<style.*?</style>", "", page.html, flags=re.DOTALL)
    assert re.findall(r'(?:src|href|action)="(?!data:)[^"]*"', text) == []


def test_hostile_titles_and_labels_stay_inside_the_data(tmp_path: Path, stand_ins: Path) -> None:
    quoted = json.dumps(HOSTILE)
    folder = write_good(tmp_path / "data", {"good": source(title=quoted) + OTHERS})
    company = folder / "entities" / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8").replace("label: Acme", f"label: {quoted}"), encoding="utf-8")
    build(folder, tmp_path / "build")
    page = Page(make(KnowledgeGraph(tmp_path / "build")).decode())
    graph = page.read("data-graph")
    assert HOSTILE in [node["label"] for node in graph["nodes"]]
    assert HOSTILE in [each["title"] for each in graph["sources"]]
    assert "alert(" not in page.html
    assert not any(letter in block for letter in (b"<", b">", b"&") for block in (page.blocks["data-graph"],))


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "<", "&"])
def test_letters_that_could_end_a_script_or_its_line_are_escaped(letter: str) -> None:
    written = atlas_module._write_json([letter]).decode()
    assert letter not in written and json.loads(written) == [letter]


def test_missing_scripts_are_told_with_the_way_to_build_them(
    small_world: KnowledgeGraph, stand_ins: Path, tmp_path: Path
) -> None:
    (stand_ins / "atlas.js").unlink()
    with pytest.raises(MissingAssets, match=r"npm ci --ignore-scripts && node build\.mjs"):
        write_atlas(small_world, tmp_path / "atlas.html")
    assert not (tmp_path / "atlas.html").exists()


def test_the_command_writes_one_file(small_world: KnowledgeGraph, stand_ins: Path, tmp_path: Path) -> None:
    where = ["--data", str(Path(__file__).parent / "world"), "--out", str(small_world.folder)]
    result = CliRunner().invoke(main, ["atlas", "-o", str(tmp_path / "atlas.html"), "--lang", "fr", *where])
    assert result.exit_code == 0, result.output
    assert Page((tmp_path / "atlas.html").read_text(encoding="utf-8")).chosen == "fr"


def test_the_page_of_the_shipped_data_is_small_enough_to_be_sent_by_mail(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    need_assets()
    write_atlas(shipped, tmp_path / "atlas.html")
    assert (tmp_path / "atlas.html").stat().st_size < 5_000_000


def test_a_second_process_makes_the_same_page(small_world: KnowledgeGraph, tmp_path: Path) -> None:
    need_assets()
    for name in ("graph.nq.gz", "catalogue.json"):
        (tmp_path / name).write_bytes((small_world.folder / name).read_bytes())
    with AtlasProcess(tmp_path, tmp_path / "nothing") as process:
        process.begin(is_ground=False)
        process.draw()
        process.finish(small_world.manifest)
    assert digest((tmp_path / "atlas.html").read_bytes()) == digest(make(small_world))


def test_a_second_process_that_finds_another_graph_than_the_change_is_of_makes_the_same_page(
    small_world: KnowledgeGraph, seeds_folder: Path, tmp_path: Path
) -> None:
    need_assets()
    change = Change("of no file", new=frozenset(), gone=frozenset(), little=True)
    for name in ("graph.nq.gz", "catalogue.json"):
        (tmp_path / name).write_bytes((small_world.folder / name).read_bytes())
    with AtlasProcess(tmp_path, seeds_folder) as process:
        process.begin(is_ground=True)
        process.draw(change)
        process.finish(small_world.manifest)
    assert digest((tmp_path / "atlas.html").read_bytes()) == digest(make(small_world))


def test_a_second_process_that_fails_is_told_of(tmp_path: Path) -> None:
    need_assets()
    with AtlasProcess(tmp_path, tmp_path) as process, pytest.raises(BuildError, match=r"catalogue\.json"):
        process.begin(is_ground=False)
        process.draw()
        process.finish({})
