"""`klyngegraf publish`: the data folder that may leave the house."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from klyngegraf.console import write
from klyngegraf.options import DATA, Data, folder, opened

NAME = "publish"
EXAMPLE = "Example: klyngegraf publish --profile public && klyngegraf serve --data data/published"


class ProfileName(StrEnum):
    """What leaves."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Named(StrEnum):
    """Whom the public profile names."""

    OFFICIALS = "officials"
    PUBLISHED = "published"


def run(
    profile: Annotated[ProfileName, typer.Option("--profile", help="internal: all but what was withdrawn; public: people by the policy.")] = (
        ProfileName.PUBLIC
    ),
    names: Annotated[Named, typer.Option("--names", help="With public: elected and leading officials only, or all as published.")] = Named.OFFICIALS,
    data: Data = DATA,
) -> None:
    """Make the folder DIR/published, to be served instead of DIR: other people are told by their role, in every answer, quote and text.

    From then on each command that changes the dataset makes it anew. docs/publishing.md says why the default is what it is.
    """
    from klyngegraf.publication import Names, Profile, publish

    opened(data)
    made = publish(folder(data), Profile(profile.value), Names(names.value))
    write(f"{data / 'published'} is at version {made.number} ({made.dataset}): klyngegraf serve --data {data / 'published'}\n")
