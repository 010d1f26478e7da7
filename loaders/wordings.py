"""How Danish minutes word who came, who did not and who stood in: one line a wording, compiled to patterns.

In a wording a space is any white space, `<who>` is a group (the shortest run that fits), `{came}` one of the fragments below, and
`(a|b)?` means what it does in a pattern. Letter case does not count.
"""

from __future__ import annotations

import re

_FRAGMENTS = {
    "came": "(?:deltog|deltager|mødte(?: op)?|møder|var til stede|sad|indtrådte|indtræder|trådte|var mødt|var|er|kom)",
    "for": "(?:i stede[nt] for|istedet for|i stedfor|på vegne af|(?:som )?{deputy} for|for)",
    "deputy": "(?:suppleant|stedfortræder|substitut|vikar|afløser|erstatning)",
    "away": "(?:afbud|fraværende|fravær|forhindret|ikke til ?stede|syg|sygemeldt|(?:på )?orlov)",
    "excused": "(?:havde|har|var|måtte) (?:meldt |melde )?{away}",
    "except": "(?:undtagen|bortset fra|på nær|pånær|med undtagelse af|foruden|minus)",
    "instead": "i (?:stedet|(?:hans|hendes|deres|hvis) sted)",
    "while": "(?:i|under|ved|til|på) (?:behandlingen af |drøftelsen af )?",
    "left": "(?:forlod|gik|måtte forlade|måtte gå)",
    "joined": "(?:ankom|kom|mødte|stødte til|tilsluttede sig|indtrådte)",
    "edge": "(?P<when>efter|under|ved|før|inden|til og med|til)",
    "online": r"(?:virtuelt|online|digitalt|på skærm|(?:via|på|pr\.|over) (?:ms |microsoft )?(?:teams|video\w*|link|zoom|skype|telefon|skærm))",
    "items": (
        r"(?:punkt(?:erne)?|pkt\.?)\s*(?:nr\.?\s*)?"
        r"(?P<numbers>\d+(?:\.\d+)?(?:\s*(?:,|og|-|–|til|t\.o\.m\.|samt)\s*(?:punkt\s*|pkt\.?\s*)?\d+(?:\.\d+)?)*)"
    ),
}


def wording(text: str) -> re.Pattern[str]:
    """The pattern of one wording.

    >>> wording("^<old> {excused}").match("Ole Vind havde meldt afbud.").group("old")
    'Ole Vind'
    """
    while (found := re.search(r"\{([a-z]+)\}", text)) is not None:
        text = text[: found.start()] + _FRAGMENTS[found.group(1)] + text[found.end() :]
    text = re.sub(r"(?<!\?P)<([a-z]+)>", r"(?P<\1>.+?)", text)
    return re.compile(re.sub(r" (?=\))| ", lambda hit: r"\s+", text), re.IGNORECASE)


SUBSTITUTES = tuple(
    map(
        wording,
        (
            "^(?:fra|for) <from>,? {came} <new>,? {for} <old>$",
            "^(?:i stede[nt] for|istedet for|på vegne af|som {deputy} for|for) <old>,? {came} <new>$",
            "^{deputy} for <old>(?::| var| er) <new>$",
            r"^<new>,? {came} (?:\w+ ){0,3}?{for} <old>$",
            "^<new>,? (?:(?:var|er|som|fungerede som|mødte som|deltog som) )?{deputy} for <old>$",
            "^<old> (?:blev|var|er|bliver) (?:repræsenteret|erstattet|afløst|vikarieret) (?:af|ved) <new>$",
            "^<old> (?:erstattes|afløses|repræsenteres) (?:af|ved) <new>$",
            "^(?!.* som )<new> (?:afløste|erstattede|repræsenterede|vikarierede for|stod ind for|trådte ind for) <old>$",
            "^(?:.*?afbud fra )<old>[,;.]? (?:{instead}|hvor) {came} <new>(?: i stedet)?$",
            "^<old> {excused}[,;.]? (?:og )?{instead} {came} <new>$",
            "^<old> {excused}[,;] <new> {came} {instead}$",
        ),
    )
)
INSTEAD_OF_LAST = tuple(map(wording, ("^{instead} {came} <new>$", "^<new> {came} {instead}$")))
ABSENT = tuple(
    map(
        wording,
        (
            r"\b(?:alle|samtlige)\b.*?\b{except} <who>$",
            r"^{except} <who> (?:var|deltog|mødte) (?:alle|samtlige)\b",
            r"\b{away}(?: (?:var|er|fra)|\s*:)\s*:?\s*<who>$",
            r"\b(?:meldt|modtaget|indløbet) {away} (?:fra|for) <who>$",
            r"^<who>,? (?:havde|har|var|er|blev|meldte|måtte) (?:desværre )?(?:meldt |sendt |melde |meddelt )?{away}\b",
            r"^<who> (?:meldte|sendte) afbud\b",
            "^<who> (?:kunne|kan) (?:desværre )?ikke (?:deltage|være til stede|være med)(?! (?:i|under) (?:punkt|pkt))",
            "^<who> (?:deltog|mødte|deltager) ikke(?! {while}(?:punkt|pkt|dette|drøftelsen|behandlingen))",
        ),
    )
)
PARTIAL = tuple(
    (wording(text), effect)
    for text, effect in (
        ("^<who> (?:deltog|var til stede|deltager|er til stede) (?:kun|alene|udelukkende) {while}{items}", "only"),
        ("^<who> deltog (?:i|under|ved|på) (?:behandlingen af )?{items}", "only"),
        (r"^<who> {joined} (?:\w+ ){0,3}?(?P<when>fra|fra og med|under|ved|efter|til) {items}", "from"),
        (r"^<who> (?:deltog|deltager|var til stede|er til stede) (?:\w+ ){0,2}?(?P<when>fra|fra og med|efter) {items}", "from"),
        (
            "^<who> (?:deltog|deltager|var til stede|er til stede) (?:i mødet )?(?:frem |ind)?(?P<when>til og med|til) (?:behandlingen af )?{items}",
            "until",
        ),
        (r"^<who> {left}\b.*?\b{edge} (?:behandlingen af )?{items}", "until"),
        ("^<who> (?:deltog ikke|var ikke(?: til stede)?|var fraværende) {while}{items}", "missed"),
        (r"^<who> (?:var|er|blev (?:erklæret|kendt)|erklærede sig|er erklæret) inhabil\b(?:.*?{items})?", "missed"),
        (r"^<who> {left}\b.*?\b{edge} (?:dette )?punkt(?:et)?\b(?!\s*\d)", "time"),
        ("^<who> (?:deltog ikke|var ikke til stede|var fraværende) (?:i|under|ved) (?:behandlingen|drøftelsen|punktet|dette punkt)", "missed"),
        (
            r"^<who> (?:{left}|{joined}|(?:deltog|var til stede) (?:i mødet )?(?:fra|til|indtil|frem til|efter)) (?:.*?\b)?(?:kl\.?|klokken)\s*\d",
            "time",
        ),
        (r"^<who> (?:deltog|var til stede) (?:kun )?(?:i|under) (?:den )?(?:første|sidste|en|dele?) (?:del )?af mødet\b", "time"),
        (r"^<who> {left} (?:mødet|lokalet)(?: {edge})?", "time"),
    )
)
CHAIRED = tuple(
    map(
        wording,
        (
            r"^<who>,? (?:ledede|leder|fungerede som mødeleder|var mødeleder|er mødeleder|var ordstyrer|var dirigent)\b",
            r"\b(?:ledede|leder|ledes|ledet af|blev ledet af) (?P<who>(?:\w+,? )?(?-i:[A-ZÆØÅ]).+?),?\s*(?:mødet)?$",
        ),
    )
)
VIDEO = wording(r"^<who> (?:deltog|deltager|var med|mødte) (?:\w+ ){0,2}?{online}\b")
ANOTHER_CLAUSE = wording(r"; |,? ?\((?=[^()]*\bi stedet\b)|, (?:og|men|hvor|mens) (?=[^,]+ {came} {instead}$)")
WITHDRAWN = re.compile(r"afbud.*\b(?:alligevel|trukket|trak|tilbage)\b|\b(?:trak|trukket)\b.*afbud", re.IGNORECASE)
NOT_NOW = re.compile(r"\b(?:ingen|ikke\s+(?:modtaget|meldt))\s+afbud|ikke\s+afbud|på\s+sidste\s+møde|sidste\s+gang", re.IGNORECASE)
TELLS = re.compile(
    r"afbud|fravær|forhindre|til\s*stede|orlov|\bsyg|stede[tn]?\b|\bsted\b|på\s+vegne|stedfortræder|suppleant|substitut|vikar|afløs|erstat|repræsent"
    r"|inhabil|forlod|\bgik\b|\bgå\b|forlade|ankom|\bkom\b|\bmødte|mødt\b|stødte|tilslutte|deltog|deltage|indtråd|trådte|undtage|bortset|nær\b|ledede|leder\b|ledet|ledes|ordstyrer|dirigent",
    re.IGNORECASE,
)
"""A sentence without any of these words tells nothing of who came; most sentences have none, so it saves most of the work."""
IN_BRACKETS = re.compile(r"\([^()]*\b(?:for|stedet|vegne|suppleant|stedfortræder|vikar|substitut|afløser|erstatter)\b", re.IGNORECASE)
