"""Names that were withdrawn: known again when somebody asks for one, and told by nothing that is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WithdrawnNames:
    """Digests under a salt. They stand in the manifest, which no answer and no dump holds; whoever has the folder could try names on them.

    >>> held = WithdrawnNames.of("6b", ["bo lund"])
    >>> "bo lund" in held, "ane holm" in held, "bo" in str(held)
    (True, False, False)
    """

    salt: str = ""
    digests: tuple[str, ...] = ()

    @classmethod
    def of(cls, salt: str, names: Iterable[str]) -> WithdrawnNames:
        return cls(salt, tuple(sorted({_digest(salt, name) for name in names})))

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> WithdrawnNames:
        return cls(str(said["salt"]), tuple(map(str, said["digests"])))

    def __contains__(self, name: str) -> bool:
        return bool(self.digests) and _digest(self.salt, name) in self.digests


def _digest(salt: str, name: str) -> str:
    return hashlib.blake2b(name.encode(), key=salt.encode()[:64], digest_size=16).hexdigest()
