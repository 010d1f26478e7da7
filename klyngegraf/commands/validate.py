"""`klyngegraf validate`: the gate again over what is stored, and what contradicts across documents."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.console import write
from klyngegraf.options import DATA, Data, Elsewhere, TableFormat, opened

if TYPE_CHECKING:
    from klyngegraf.reports import Report

NAME = "validate"
EXAMPLE = "Example: klyngegraf validate --fail-on violation --format html --language da > report.html"


class FailOn(StrEnum):
    """The least severity that makes the exit code 1."""

    INFO = "info"
    WARNING = "warning"
    VIOLATION = "violation"
    NEVER = "never"


class ReportFormat(StrEnum):
    """How the remarks are written."""

    TEXT = "text"
    TABLE = "table"
    HTML = "html"
    JSON = "json"
    TTL = "ttl"
    JUNIT = "junit"
    CSV = "csv"
    TSV = "tsv"


class ReportLanguage(StrEnum):
    """What the remarks are written in."""

    DANISH = "da"
    ENGLISH = "en"


def run(
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="The least severity that gives exit code 1.")] = FailOn.WARNING,
    form: Annotated[ReportFormat, typer.Option("--format", help="How the remarks are written; table is text.")] = ReportFormat.TEXT,
    language: Annotated[ReportLanguage, typer.Option("--language", help="Danish or English.")] = ReportLanguage.ENGLISH,
    data: Data = DATA,
    elsewhere: Elsewhere = "",
) -> None:
    """Check every document's graph against the shapes, and list the contradictions between documents, each with its quotes and remedy.

    Exit code 0: nothing as severe as --fail-on that nobody has acknowledged; 1: something.
    """
    from klyngegraf.acknowledging import reasons
    from klyngegraf.reports import Report
    from klyngegraf.validation import Language, remarks
    from queries.quality import measures

    store, manifest = opened(data, elsewhere)
    chosen = Language(language.value)
    found = remarks(store, manifest, reasons(store), chosen)
    report = Report(found, len(manifest.documents), measures(store), chosen)
    failing = [one.value for one in FailOn if one is not FailOn.NEVER and list(FailOn).index(one) >= list(FailOn).index(fail_on)]
    write(_written(report, form, failing))
    if any(report.count(severity) for severity in failing):
        raise typer.Exit(1)


def _written(report: Report, form: ReportFormat, failing: list[str]) -> str:
    from klyngegraf import reports
    from klyngegraf.tables import text
    from klyngegraf.validation import COLUMNS

    if form is ReportFormat.JUNIT:
        return reports.junit(report, failing)
    if form in (ReportFormat.CSV, ReportFormat.TSV):
        return text(COLUMNS, [remark.row for remark in report.remarks], TableFormat(form.value))
    forms = {ReportFormat.HTML: reports.html, ReportFormat.JSON: reports.as_json, ReportFormat.TTL: reports.turtle}
    return forms.get(form, reports.text)(report)
