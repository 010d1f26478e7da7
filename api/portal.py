"""What a portal is told beside the data: who publishes, whom to ask, under which licence. Settings, and the addresses made from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

Personal = Literal["none", "general", "special"]
Frequency = Literal["IRREG", "DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL"]
_LAWS = ("http://data.europa.eu/eli/dir/2019/1024/oj", "http://data.europa.eu/eli/reg/2016/679/oj")


class PortalSettings(BaseSettings):
    """The part of the service's settings that the catalogue speaks of."""

    publisher_name: Annotated[str, Field(min_length=1, description="Who publishes the data.")] = "klyngegraf"
    publisher_iri: Annotated[str, Field(description="The publisher's own IRI (CVR, EU corporate body); empty: one in the catalogue.")] = ""
    contact_name: Annotated[str, Field(description="Whom to ask; empty: the publisher.")] = ""
    contact_email: Annotated[str, Field(pattern=r"^$|^[^@\s]+@[^@\s]+$", description="Where to write; empty: the service's front page.")] = ""
    licence: Annotated[str, Field(description="The licence of the data, by its IRI.")] = "https://creativecommons.org/licenses/by/4.0/"
    legislation: Annotated[tuple[str, ...], Field(description="Laws (ELI) that the data is made or kept under; a JSON list in the environment.")] = (
        _LAWS
    )
    update_frequency: Annotated[Frequency, Field(description="How often the data is renewed: a code of the EU frequency table.")] = "IRREG"
    personal_data: Annotated[tuple[Personal, ...], Field(description="Kinds of personal data held, a JSON list; empty: as the profile says.")] = ()
    issued: Annotated[dt.date | None, Field(description="When the catalogue was first published; left out: the oldest document's loading.")] = None
    dumps: Annotated[bool, Field(description="Write each version's files for download, beside the service, with low priority.")] = True
    dumps_kept: Annotated[int, Field(ge=0, description="How many versions' files are kept; 0: all.")] = 12

    @field_validator("publisher_iri", "licence")
    @classmethod
    def _address(cls, iri: str) -> str:
        if iri and not iri.startswith(("http://", "https://")):
            raise ValueError("an IRI begins with http:// or https://")
        return iri

    @field_validator("legislation")
    @classmethod
    def _addresses(cls, iris: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cls._address(iri) for iri in iris)


@dataclass(frozen=True, slots=True)
class Publication:
    """The settings as a task carries them; `address` is the service's, `root` begins the IRIs of ontology, codes and catalogue."""

    address: str
    root: str
    publisher_name: str
    publisher_iri: str
    contact_name: str
    contact_email: str
    licence: str
    legislation: tuple[str, ...]
    frequency: str
    personal_data: tuple[str, ...]
    issued: str

    @property
    def catalogue(self) -> str:
        return f"{self.root}catalog"

    def part(self, name: str) -> str:
        """The IRI of something in the catalogue."""
        return f"{self.catalogue}#{name}"

    @property
    def dataset(self) -> str:
        """The IRI of the whole dataset: one for DCAT and VoID."""
        return self.part("klyngegraf")


def publication(settings: PortalSettings, address: str, id_base: str) -> Publication:
    return Publication(
        address=address,
        root=root_of(id_base),
        publisher_name=settings.publisher_name,
        publisher_iri=settings.publisher_iri,
        contact_name=settings.contact_name or settings.publisher_name,
        contact_email=settings.contact_email,
        licence=settings.licence,
        legislation=settings.legislation,
        frequency=settings.update_frequency,
        personal_data=settings.personal_data,
        issued=settings.issued.isoformat() if settings.issued else "",
    )


def root_of(id_base: str) -> str:
    """
    >>> root_of("https://w3id.org/klyngegraf/id/"), root_of("https://data.example.dk/things/")
    ('https://w3id.org/klyngegraf/', 'https://data.example.dk/things/')
    """
    return id_base.removesuffix("id/")
