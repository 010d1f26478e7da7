"""What leaves the house: a data folder derived from the internal one, from which every answer, page, dump and text is then served."""

from __future__ import annotations

from klyngegraf.publication.policy import Names, Profile
from klyngegraf.publication.publishing import publish, refresh

__all__ = ["Names", "Profile", "publish", "refresh"]
