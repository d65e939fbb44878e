"""All that is to be known of a page in a browser, learned in one visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from tests.browser.test_pages import visit
from tests.tools import require_axe

NARROW = 320
MUST = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""What a page is held to, as axe-core names it: WCAG 2.2 AA, and what is good besides."""

RUN_AXE = """async ([tags, rules]) => {
  const how = tags.length ? {runOnly: tags, rules: {"target-size": {enabled: true}}} : {runOnly: rules};
  const found = await axe.run(document, {
    ...how, resultTypes: ["violations"], preload: false,
  });
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
}"""
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"
OVERFLOWING = """width => [...document.querySelectorAll("body *")]
  .filter(one => !one.closest(".across, .skip, .unseen, caption"))
  .filter(one => one.getBoundingClientRect().right > width + 1)
  .map(one => `<${one.localName} class="${one.getAttribute("class") || ""}">`
    + ` ends at ${one.getBoundingClientRect().right}: ${one.textContent.trim().slice(0, 60)}`)"""
BROKEN = """() => [...document.querySelectorAll("h1, h2, h3, summary, dt, thead th")].flatMap(one => {
  const found = [], head = one.closest("thead");
  if (head && head.getBoundingClientRect().width < 4) return found; // for the ear only
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\p{N}]{1,14}/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (tops.size > 1) found.push(`${word[0]} in <${one.localName}> ${one.textContent.trim()}`);
    }
  return found;
})"""
WATCH_FOCUS = """() => {
  const reach = "a[href], button, input, select, textarea, summary, [tabindex]";
  const shown = one => one.tabIndex >= 0 && !one.disabled
    && one.checkVisibility({visibilityProperty: true});
  const every = [...document.querySelectorAll(reach)].filter(shown);
  const name = one => `<${one.localName}> ${(one.textContent || one.id).trim().slice(0, 60)}`;
  window.cpdStops = new Set();
  window.cpdUnseen = [];
  window.cpdMissed = () => every.filter(one => !cpdStops.has(one)).map(name);
  document.addEventListener("focusin", ({target}) => {
    cpdStops.add(target);
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const inside = box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1;
    if (!ring) cpdUnseen.push(`${name(target)} has no ring`);
    if (!inside) cpdUnseen.push(`${name(target)} is focused out of sight`);
  });
  return every.length;
}"""
LABELS = """() => [...document.querySelectorAll("figure.chart > svg")].flatMap(drawing => {
  const edge = drawing.getBoundingClientRect(), scale = edge.width / drawing.viewBox.baseVal.width;
  const said = [...drawing.querySelectorAll("text")].filter(one => one.checkVisibility());
  const boxes = said.map(one => ({text: one.textContent, box: one.getBoundingClientRect(),
    size: scale * parseFloat(getComputedStyle(one).fontSize)}));
  const where = drawing.closest("figure").id, found = [];
  boxes.forEach(({text, box, size}, nth) => {
    if (size < 9) found.push(`${where}: "${text}" is ${size.toFixed(1)} px high`);
    if (box.left < edge.left - 1 || box.right > edge.right + 1)
      found.push(`${where}: "${text}" leaves the drawing`);
    for (const other of boxes.slice(0, nth)) {
      const there = other.box, rim = box.height / 5;
      if (box.left < there.right && there.left < box.right
        && box.top + rim < there.bottom - rim && there.top + rim < box.bottom - rim)
        found.push(`${where}: "${text}" and "${other.text}" overlap`);
    }
  });
  return found;
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of a page; each list is of faults."""

    faults: Sequence[str]
    """What the console said, what failed, what was asked of others."""
    barriers: Sequence[str]
    """What axe-core finds with all `details` opened."""
    faint: Sequence[str]
    """What has too little contrast in dark, and in forced colours."""
    missed: Sequence[str]
    """What the Tab key does not reach."""
    unseen: Sequence[str]
    """What does not show that it has the focus."""
    overflowing: Sequence[str]
    """What is wider than a narrow screen."""
    broken: Sequence[str]
    """Short words of headings that are cut in two on a narrow screen."""
    crowded: Sequence[str]
    """Labels of charts that overlap, leave their drawing or cannot be read, on both widths."""


def see(browser: Browser, site: Path, path: str, *, walked: bool, colours: bool) -> Seen:
    """Look at a page of a site on disk, walk through it, and look at it in other colours."""
    address = f"{site.as_uri()}/"
    with visit(browser, address) as (tab, faults):
        tab.goto(address + path)
        tab.evaluate(OPEN_ALL)
        tab.evaluate(require_axe())
        barriers = tab.evaluate(RUN_AXE, [MUST, []])
        crowded = tab.evaluate(LABELS)
        missed, unseen = walk(tab) if walked else ([], [])
        faint = [*contrast(tab, "dark"), *contrast(tab, "forced")] if colours else []
        tab.emulate_media(color_scheme="light", forced_colors="none")
        tab.set_viewport_size({"width": NARROW, "height": 800})
        return Seen(
            faults=faults,
            barriers=barriers,
            faint=faint,
            missed=missed,
            unseen=unseen,
            overflowing=too_wide(tab),
            broken=tab.evaluate(BROKEN),
            crowded=crowded + tab.evaluate(LABELS),
        )


def walk(tab: Page) -> tuple[Sequence[str], Sequence[str]]:
    """Go through a page with the Tab key; what is not reached, and what is not seen to be."""
    for _ in range(tab.evaluate(WATCH_FOCUS) + 1):
        tab.keyboard.press("Tab")
    return tab.evaluate("cpdMissed()"), tab.evaluate("cpdUnseen")


def contrast(tab: Page, colors: Literal["dark", "forced"]) -> Sequence[str]:
    """What has too little contrast in colours that are not the usual ones."""
    tab.emulate_media(
        color_scheme="dark" if colors == "dark" else "light",
        forced_colors="active" if colors == "forced" else "none",
    )
    return [f"{colors}: {one}" for one in tab.evaluate(RUN_AXE, [[], ["color-contrast"]])]


def too_wide(tab: Page) -> Sequence[str]:
    """What sticks out of the window, if the page can be scrolled sideways."""
    if tab.evaluate("document.documentElement.scrollWidth") <= NARROW:
        return []
    return tab.evaluate(OVERFLOWING, NARROW) or ["the page"]
