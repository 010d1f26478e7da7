"""`klyngegraf withdraw`: documents out, or a name out of all that is published; and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.changing import changing
from klyngegraf.console import say, write
from klyngegraf.options import DATA, Data, folder

if TYPE_CHECKING:
    from store import DataFolder

NAME = "withdraw"
EXAMPLE = "Example: klyngegraf withdraw minutes-2025-03-12.md --reason 'published by mistake'"


def run(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]…", help="Ids (klyngegraf status), paths or file names.", show_default=False)
    ] = None,
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="Somebody who is to be named nowhere: a name, slug or IRI.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="WHY", help="Told where the document was; kept with a person.")] = "",
    reason_en: Annotated[str, typer.Option("--reason-en", metavar="WHY", help="The same in English, for the pages in English.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Bring back what was withdrawn: document ids, or --person.")] = False,
    data: Data = DATA,
) -> None:
    """Take documents out of the dataset, all their facts, quotes and texts at once, or take a person's name out of all that is published.

    With a reason a document leaves a tombstone (its address answers 410) and no load reads the same file again; without one, a file that stays
    where it was is loaded again by the next load of its folder. A person needs a reason; what is published is made anew at once.
    """
    from klyngegraf.errors import NoData

    if not documents and not person:
        raise typer.BadParameter("name documents, or a person with --person")
    if person and not reason.strip() and not undo:
        raise typer.BadParameter("say why", param_hint="--reason")
    if folder(data).version() == 0:
        raise NoData(data)
    with changing(data) as place:
        if undo:
            _back([*(documents or ()), *filter(None, [person])], place)
        else:
            _out(documents or [], person, (reason.strip(), reason_en.strip()), place)


def _out(documents: list[str], person: str, reasons: tuple[str, str], data: DataFolder) -> None:
    from klyngegraf.publication import Profile, publish
    from klyngegraf.withdrawal import withdraw, withhold

    if documents:
        manifest, gone = withdraw(documents, data, *reasons)
        for record in gone:
            write(f"withdrawn {record.label} ({record.file_name})\n")
        write(f"{data.path} is at version {manifest.number} ({manifest.dataset}).\n")
    if person:
        withhold(person, data, reasons[0])
        if not (data.path / "publication.json").exists():
            publish(data, Profile.INTERNAL)
        write(f"withheld from {data.path / 'published'}; {data.path} itself is for the house alone, and still has the name.\n")


def _back(names: list[str], data: DataFolder) -> None:
    from klyngegraf.withdrawal import bring_back

    for name in names:
        bring_back(name, data)
        write(f"brought back {name}\n")
    say("A document is there again when its file has been loaded again.")
