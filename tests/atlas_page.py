"""The atlas opened in Chromium as a reader opens it from disk: without a network, and watched for whatever goes wrong."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas_words import SAYS, WORDS

from conftest import give_up

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

#: The source of axe, which finds barriers; it comes with what the page is built with.
AXE = Path(__file__).parent.parent / "kgraph" / "web" / "node_modules" / "axe-core" / "axe.min.js"
#: The rules of WCAG 2.2 at the levels A and AA.
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: What the driver of a browser without a graphics card says of itself.
DRIVER = re.compile(r"GPU stall due to ReadPixels|GroupMarkerNotSet|Automatic fallback to software WebGL")
#: Tells what the policy held up, and what a hostile text would do if it ran.
WATCH = """
document.addEventListener('securitypolicyviolation', event =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
window.alert = () => console.error('a text ran');
"""


@dataclass(frozen=True)
class Way:
    """How a reader comes: on what, in which language, and with which hand."""

    width: int
    height: int
    language: str
    hand: str  # "mouse", "finger" or "keyboard"

    def __str__(self) -> str:
        return f"{'phone' if self.width < 500 else 'desktop'}-{self.language}-{self.hand}"


WAYS = [
    Way(1280, 800, "en", "mouse"),
    Way(1280, 800, "es", "keyboard"),
    Way(360, 740, "es", "finger"),
    Way(360, 740, "en", "keyboard"),
]
DESK, PHONE = WAYS[0], WAYS[2]


@dataclass
class Reader:
    """Somebody who reads the page, and what went wrong while they did."""

    page: Page
    file: Path
    way: Way = DESK
    faults: list[str] = field(default_factory=list)
    opened: int = 0

    def open(self, fragment: str = "") -> Page:
        """Open the view that a link leads to; everything else is as at the start."""
        # the number, which the page does not know and drops, makes every link differ from the one before
        link = f"lang={self.way.language}&opened={self.opened}&{fragment}"
        self.page.goto(f"{self.file.as_uri()}#{link}")
        if self.opened == 0:
            self.page.locator("body[data-ready]").wait_for(timeout=60_000)
        self.opened += 1
        return self.page

    def word(self, key: str) -> str:
        """Return a name in the language of the page."""
        return WORDS[self.way.language][key]

    def says(self, key: str) -> str:
        """Return what the page says in that language, where no control is named by it."""
        return SAYS[self.way.language][key]

    def press(self, target: Locator) -> None:
        """Use a control with the reader's hand."""
        if self.way.hand == "keyboard":
            target.focus()
            self.page.keyboard.press("Enter")
        elif self.way.hand == "finger":
            target.tap()
        else:
            target.click()

    def button(self, key: str, within: Locator | None = None) -> Locator:
        """Return the button of a name."""
        return (within or self.page).get_by_role("button", name=self.word(key), exact=True)

    def region(self, key: str) -> Locator:
        """Return the region of a name."""
        return self.page.get_by_role("region", name=self.word(key), exact=True)

    def go_to(self, tab: str) -> None:
        """Open a tab: with the keyboard by the arrows."""
        target = self.page.get_by_role("tab", name=self.word(tab), exact=True)
        if self.way.hand != "keyboard":
            self.press(target)
            return
        self.page.get_by_role("tab", selected=True).focus()
        for _ in range(5):
            if target.get_attribute("aria-selected") == "true":
                return
            self.page.keyboard.press("ArrowRight")

    def download(self, target: Locator) -> bytes:
        """Use a control that offers a file, and return the file."""
        with self.page.expect_download() as offered:
            self.press(target)
        return Path(offered.value.path()).read_bytes()

    def violations(self, rules: list[str] | None = None) -> list[str]:
        """Return the barriers that axe finds on the page as it stands: rule and place."""
        if not AXE.exists():
            give_up(f"{AXE} is missing: npm ci --ignore-scripts in kgraph/web brings it")
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        only: dict[str, Any] = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": LEVELS}
        found = self.page.evaluate("only => axe.run({runOnly: only, resultTypes: ['violations']})", only)
        return [
            f"{each['id']}: {node['target']} {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"]
        ]


def new_context(browser: Browser, way: Way, **options: Any) -> BrowserContext:
    """Return a context without a network."""
    context = browser.new_context(
        viewport={"width": way.width, "height": way.height},
        has_touch=way.hand == "finger",
        locale=way.language,
        reduced_motion=options.pop("reduced_motion", "reduce"),
        accept_downloads=True,
        **options,
    )
    context.set_offline(True)
    context.set_default_timeout(15_000)
    return context


def new_reader(context: BrowserContext, file: Path, way: Way = DESK) -> Reader:
    """Return a reader of a page who notes every request, violation of the policy and error."""
    page = context.new_page()
    reader = Reader(page, file, way)
    page.add_init_script(WATCH)
    page.on("console", lambda message: _note(reader, message.type, message.text))
    page.on("pageerror", lambda error: reader.faults.append(str(error)))
    page.on("request", lambda request: _note_request(reader, request.url))
    return reader


def read_along(browser: Browser, file: Path, way: Way) -> Iterator[Reader]:
    """Yield a reader who comes in one way, for all tests of a module."""
    context = new_context(browser, way)
    yield new_reader(context, file, way)
    context.close()


def watch(reader: Reader) -> Iterator[Reader]:
    """Yield a reader, of whom nothing must be asked that the page does not hold."""
    reader.faults.clear()
    yield reader
    assert reader.faults == []


def _note(reader: Reader, kind: str, text: str) -> None:
    if kind in ("error", "warning") and not DRIVER.search(text):
        reader.faults.append(f"{kind}: {text}")


def _note_request(reader: Reader, address: str) -> None:
    if not address.startswith(("blob:", reader.file.as_uri(), "data:image/")):
        reader.faults.append(f"request: {address}")


def change_block(html: str, name: str, change: Callable[[Any], Any]) -> str:
    """Return a page in which a block of data says something else, as in a file that somebody has tampered with."""
    found = re.search(rf'(<script[^>]*id="{name}"[^>]*>)([^<]*)', html)
    assert found, f"no block {name}"
    value = change(json.loads(gzip.decompress(base64.b64decode(found[2]))))
    packed = base64.b64encode(gzip.compress(json.dumps(value).encode(), mtime=0)).decode()
    return html[: found.start(2)] + packed + html[found.end(2) :]
