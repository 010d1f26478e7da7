"""One document's reading as quads: its named graph, sorted, the same bytes every time.

Text and RDF meet here: `minutes_graph` and `plan_graph` say what a reading says, `described` says the things that facts point at,
`provenance` the quotes, `statements` holds the lines.
"""

from __future__ import annotations

from pyoxigraph import Quad

from loaders.blocks import Text
from loaders.cast import AsNamed, Place, cast
from loaders.described import Describer
from loaders.document import Document
from loaders.iris import Iris
from loaders.minutes_graph import write_meeting
from loaders.model import Evidence, Kind, Reading, Unparsed
from loaders.plan_graph import write_membership, write_plan
from loaders.provenance import VERSION, Quotes, understood
from loaders.statements import Statements, danish, fuzzy, node, plain, predicate, truth, whole

_KINDS = {Kind.MINUTES: ("kg:Minutes", "Referat"), Kind.PLAN: ("kg:ActionPlan", "Handleplan"), Kind.ROSTER: ("kg:Roster", "Medlemsliste")}
_DANISH = "<http://publications.europa.eu/resource/authority/language/DAN>"


def to_quads(document: Document, text: Text, reading: Reading, iris: Iris) -> list[Quad]:
    """The document's graph. Raises MissingEvidenceError where a rule made a fact and did not say where it stands."""
    return to_statements(document, text, reading, iris).quads()


def to_statements(document: Document, text: Text, reading: Reading, iris: Iris) -> Statements:
    """The same, as lines: all that storing it needs, and made in half the time."""
    statements = Statements(iris.graph(document.id))
    quotes = Quotes(statements, iris, document.id, text.text)
    to = Describer(statements, quotes, iris, document.id)
    people = cast(reading)
    topic = _write_reading(to, reading, people)
    facts = tuple(quotes.at)
    for unparsed in reading.unparsed:
        _write_unparsed(to, unparsed)
    _write_document(to, document, reading, topic)
    _write_text(to, text, facts, facts + reading.understood + reading.at)
    return statements


def _write_reading(to: Describer, reading: Reading, people: dict[Place, AsNamed]) -> str:
    """All facts; gives what the document is about: its meeting, or else its body."""
    topic = to.body(reading.body)
    if reading.meeting:
        topic = write_meeting(to, reading.meeting, 0, people)
    for index, meeting in enumerate(reading.meetings_told, 1 if reading.meeting else 0):
        write_meeting(to, meeting, index, people, told=True)
    for n, membership in enumerate(reading.memberships):
        write_membership(to, membership, people["membership", str(n)])
    for n, mention in enumerate(reading.mentions):
        start = mention.at[0].start if mention.at else n
        fact = to.fact(to.unique(to.iris.in_document(to.id, "mention", start)), "kg:Mention", mention.at, mention.rule)
        if mention.context:
            to.say(fact, "kg:context", plain(mention.context))
        to.about(fact, mention.person, people["mention", str(n)])
    write_plan(to, reading)
    return topic


def _write_unparsed(to: Describer, unparsed: Unparsed) -> None:
    iri = to.iris.unparsed(to.id, unparsed.at[0]) if unparsed.at else to.iris.document(to.id)
    fact = to.fact(iri, "kg:UnparsedPassage", unparsed.at, "")
    to.say(fact, "kg:reason", plain(unparsed.reason))


def _write_document(to: Describer, document: Document, reading: Reading, topic: str) -> None:
    say, this = to.say, to.document
    kind, name = _KINDS[reading.kind]
    for curie in ("kg:Document", "foaf:Document", kind):
        say(this, "rdf:type", predicate(curie))
    label = reading.body.cluster if reading.body.type == "political-level" and reading.body.cluster else reading.body.label
    say(this, "skos:prefLabel", danish(", ".join(part for part in (name, label, str(reading.date or "")) if part)))
    if reading.title:
        say(this, "dct:title", plain(reading.title))
    if reading.date:
        say(this, "dct:date", fuzzy(reading.date))
    say(this, "dct:identifier", plain(document.id))
    say(this, "dct:format", plain(document.media_type))
    say(this, "dct:language", _DANISH)
    say(this, "kg:fileName", plain(document.name))
    say(this, "kg:sha256", plain(document.sha256))
    say(this, "kg:inGraph", node(to.iris.graph(document.id)))
    say(this, "foaf:primaryTopic", topic)
    loader = node(to.iris.loader(VERSION))
    say(this, "prov:wasAttributedTo", loader)
    say(loader, "rdf:type", predicate("prov:SoftwareAgent"))
    say(loader, "skos:prefLabel", danish(f"klyngegraf {VERSION}"))


def _write_text(to: Describer, text: Text, quoted: Evidence, spans: Evidence) -> None:
    characters, read = understood(text.text, spans)
    to.say(to.document, "kg:textSha256", plain(text.sha256))
    to.say(to.document, "kg:textLength", whole(len(text.text)))
    to.say(to.document, "kg:characters", whole(characters))
    to.say(to.document, "kg:charactersUnderstood", whole(read))
    to.say(to.document, "kg:charactersQuoted", whole(understood(text.text, quoted)[1]))
    if text.recognised:
        to.say(to.document, "kg:recognised", truth(True))
