"""The words of the pages, Danish and English: `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType


@cache
def words(language: str) -> Mapping[str, str]:
    """Every word in one language. Read once."""
    place = 0 if language == "da" else 1
    texts = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: both[place] for name, both in texts.items()})
