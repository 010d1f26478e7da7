"""Minutes of meetings that never took place, for tests of what happens around the reading."""

from __future__ import annotations

from pathlib import Path

_CLUSTERS = {
    "randers": ("Randersklyngen", "Randers Kommune"),
    "horsens": ("Horsensklyngen", "Horsens Kommune"),
    "aarhus": ("Aarhusklyngen", "Aarhus Kommune"),
}


def minutes(key: str = "randers", day: int = 12, mayor: str = "Ane Holm", decision: str = "Drøftet.") -> str:
    """A small document in a layout that is read with certainty."""
    cluster, municipality = _CLUSTERS[key]
    return f"""# REFERAT {cluster} d. {day:02d}-03-2025

**Mødedato** {day}. marts 2025 kl. 09:00

**Mødested** Sundhedshuset

# Punkt 1: Velkommen

Mødedeltagere:

{mayor}, borgmester {municipality} (A) (kommunal medformand)

Bo Lund, regionsrådsmedlem (V)

Karen Krog, direktør, {municipality}

## Beslutning

{decision}

Der var afbud fra Bo Lund.
"""


def write(folder: Path, **documents: str) -> Path:
    """Files `<name>.md` in a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def three(folder: Path) -> Path:
    """Minutes of three clusters."""
    return write(folder, randers=minutes("randers"), horsens=minutes("horsens", 13, "Eva Dahl"), aarhus=minutes("aarhus", 14, "Jens Bro"))
