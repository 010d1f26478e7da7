"""Every kind of page, light and dark, on a desk and on a phone: no error, no request elsewhere, no barrier that axe-core finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import ROOT, Visit

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PLAN = "/doc/document/05393ad1e197ced3"
PAGES = {
    "front": "/",
    "search": "/search?q=kuhnau",
    "search-empty": "/search?q=qqqq",
    "questions": "/queries",
    "matrix": "/queries/attendance?cluster=Aarhusklyngen",
    "network": "/queries/co-attendance?cluster=Aarhusklyngen",
    "layers": "/queries/ties",
    "flow": "/queries/money-flow",
    "timeline": "/queries/timeline",
    "no-rows": "/queries/attendance?cluster=Horsensklyngen&status=absent&party=V",
    "cluster": "/doc/cluster/aarhusklyngen",
    "person": "/doc/person/anders-kuehnau",
    "organisation": "/doc/organisation/aarhus-kommune",
    "meeting": "/doc/meeting/aarhusklyngen/2025-05-02",
    "item": "/doc/meeting/aarhusklyngen/2025-05-02/item/2",
    "fact": "/doc/meeting/aarhusklyngen/2025-10-08/attendance/jakob-ravn",
    "theme": "/doc/theme/aarhusklyngen/velfaerdsteknologi-og-digitale-loesninger",
    "initiative": f"{PLAN}/initiative/indsats-vedr-digitale-muligheder-for-tvaersektorielle-video-udskrivelsesmoeder",
    "funding": f"{PLAN}/funding/9",
    "document": PLAN,
    "text": "/text/05393ad1e197ced3",
    "quality": "/quality",
    "finding": "/doc/finding/shares-exceed-pot/1966584f94b427fa",
    "sparql": "/sparql",
    "catalogue": "/catalog",
    "missing": "/doc/person/anders-kunhau",
    "unknown-value": "/queries/attendance?person=Anders%20Kunhau",
}
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "locale": "da-DK", "color_scheme": "light"},
    "dark-phone": {"viewport": {"width": 360, "height": 740}, "locale": "en-GB", "color_scheme": "dark"},
}
# Everything once; in the second look what looks can change.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark-phone": ["color-contrast", "target-size", "html-has-lang", "html-lang-valid", "valid-lang", "scrollable-region-focusable"],
}
# What a page that says "not found" must say in its console.
NOT_FOUND = {"missing", "unknown-value"}
# The editor is somebody else's work; ours around it is checked whole.
OTHERS = {"exclude": [["#yasgui"]]}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_stays_home_and_shuts_nobody_out(visiting: Callable[..., Visit], name: str, look: str) -> None:
    visit = visiting(**LOOKS[look])
    page = visit.go(PAGES[name])
    complaints = [text for text in visit.complaints if not (name in NOT_FOUND and "404" in text)]
    assert not complaints
    assert visit.stayed_home()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "the page itself must not scroll sideways"
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: `make test` fetches it where npm is")
    # As axe-core is not served by us, it is evaluated rather than loaded.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    found = page.evaluate("([context, options]) => axe.run(context, options)", [OTHERS, {"runOnly": RULES[look], "resultTypes": ["violations"]}])
    assert not [(one["id"], one["help"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found["violations"]]


def test_no_page_is_heavy(visiting: Callable[..., Visit]) -> None:
    visit = visiting()
    sizes = {name: len(visit.page.request.get(visit.address + path, headers={"Accept": "text/html"}).body()) for name, path in PAGES.items()}
    assert {name: size for name, size in sizes.items() if size > 100_000} == {}
