"""The namespaces that we write: ours, closed so that a misspelt term raises AttributeError, and those that rdflib lacks."""

# ruff: noqa: N815 - the names are those of the terms

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

ADMS = Namespace("http://www.w3.org/ns/adms#")
OA = Namespace("http://www.w3.org/ns/oa#")
M8G = Namespace("http://data.europa.eu/m8g/")
ELI_DL = Namespace("http://data.europa.eu/eli/eli-draft-legislation-ontology#")
CODE = Namespace("https://w3id.org/klyngegraf/code/")


class KG(DefinedNamespace):
    """Our own terms, defined in `klyngegraf.ttl` (a test holds the two equal)."""

    _NS = Namespace("https://w3id.org/klyngegraf/ontology#")
    _fail = True

    # Classes
    Fact: URIRef
    Document: URIRef
    Minutes: URIRef
    ActionPlan: URIRef
    Roster: URIRef
    WithdrawnDocument: URIRef
    PublishedDataset: URIRef
    publicationProfile: URIRef
    UnparsedPassage: URIRef
    HealthCluster: URIRef
    Region: URIRef
    Municipality: URIRef
    Hospital: URIRef
    GeneralPracticeOrganisation: URIRef
    Party: URIRef
    Body: URIRef
    PersonAsNamed: URIRef
    Meeting: URIRef
    Attendance: URIRef
    AgendaItem: URIRef
    ItemHandling: URIRef
    Recommendation: URIRef
    Decision: URIRef
    Attachment: URIRef
    Presentation: URIRef
    Mention: URIRef
    ObservedMembership: URIRef
    ThemeAsWorded: URIRef
    Theme: URIRef
    CommitteeStatement: URIRef
    Initiative: URIRef
    Responsibility: URIRef
    TimePlan: URIRef
    Milestone: URIRef
    Agreement: URIRef
    TargetGroup: URIRef
    Funding: URIRef
    IdentityDecision: URIRef
    LedgerEntry: URIRef
    Finding: URIRef

    # Properties
    evidence: URIRef
    rule: URIRef
    page: URIRef
    asWritten: URIRef
    text: URIRef
    fileName: URIRef
    sha256: URIRef
    textSha256: URIRef
    textLength: URIRef
    characters: URIRef
    charactersUnderstood: URIRef
    charactersQuoted: URIRef
    recognised: URIRef
    inGraph: URIRef
    reason: URIRef
    bodyOf: URIRef
    inRegion: URIRef
    personAsNamed: URIRef
    person: URIRef
    role: URIRef
    roleAsWritten: URIRef
    representing: URIRef
    party: URIRef
    independent: URIRef
    function: URIRef
    heldBy: URIRef
    startTime: URIRef
    endTime: URIRef
    place: URIRef
    virtual: URIRef
    hasAttendanceList: URIRef
    hasAgenda: URIRef
    atMeeting: URIRef
    status: URIRef
    mode: URIRef
    inPlaceOf: URIRef
    substitutesFor: URIRef
    itemAttended: URIRef
    itemMissed: URIRef
    number: URIRef
    closed: URIRef
    ofItem: URIRef
    addressedTo: URIRef
    madeIn: URIRef
    presentedIn: URIRef
    outcome: URIRef
    outcomeOrder: URIRef
    context: URIRef
    asOf: URIRef
    prioritisedBy: URIRef
    theme: URIRef
    committee: URIRef
    undertakenBy: URIRef
    underTheme: URIRef
    underCommittee: URIRef
    statusAsOf: URIRef
    start: URIRef
    end: URIRef
    ofInitiative: URIRef
    responsible: URIRef
    responsibleUnit: URIRef
    unitsAsWritten: URIRef
    timePlan: URIRef
    realised: URIRef
    planned: URIRef
    contractingParty: URIRef
    validFrom: URIRef
    validUntil: URIRef
    dateAsWritten: URIRef
    amountDKK: URIRef
    year: URIRef
    recipient: URIRef
    recipientLabel: URIRef
    purpose: URIRef
    fundsTheme: URIRef
    fundsInitiative: URIRef
    kind: URIRef
    qualifier: URIRef
    qualifierOrder: URIRef
    body: URIRef
    shareOf: URIRef
    decided: URIRef
    about: URIRef
    aboutOne: URIRef
    aboutOther: URIRef
    undoneBecause: URIRef
    severity: URIRef
    checkedBy: URIRef
    subject: URIRef
    inDocument: URIRef
    remedy: URIRef
    acknowledged: URIRef
    compoundHead: URIRef
    officeIn: URIRef
    heldIn: URIRef
    publicOffice: URIRef
    chairs: URIRef
    side: URIRef
    unitOfReference: URIRef
    organisationClass: URIRef
    bodyType: URIRef
