"""What the documents for people say: links lead somewhere, commands are such, paths and settings exist, recipes run, what is generated is current."""

from __future__ import annotations

import ast
import json
import re
import shlex
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import queries
from api.settings import Settings
from docs import reference
from klyngegraf.cli import app
from queries import header
from store import DataFolder
from tests.service import served
from tests.test_house import PACKAGES, ROOT, name, tracked

PAGES = [path for path in tracked() if path.suffix == ".md" and path.relative_to(ROOT).parts[0] in ("docs", "bench", path.name)]
LEAVE_SOMETHING_TO_SEE = ("validate",)  # exit code 1: the examples hold a contradiction
PLACE = "http://127.0.0.1:8000"
NOTEBOOK = "docs/notebook.ipynb"


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(page: Path, program: str) -> list[str]:
    """The lines of a page's shell blocks that call a program, without what follows a pipe or a comment."""
    lines = (line.strip() for block in blocks(page, "sh") for line in block.replace("\\\n", " ").splitlines())
    return [line for line in lines if re.match(rf"(\S*/)?{program} ", line)]


def words(command: str) -> list[str]:
    found = shlex.split(command, comments=True)
    ends = [place for place, word in enumerate(found) if word in ("|", ">", "&&", ";", "&")]
    return found[: min(ends, default=len(found))]


def test_there_are_pages() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/analysts.md", "docs/operations.md", "docs/ontology.md", "docs/design.md"} <= set(map(name, PAGES))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_files(page: Path) -> None:
    targets = re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_paths_of_the_tree_exist(page: Path) -> None:
    """A path in backticks that begins with a folder of ours and has an ending."""
    text = page.read_text(encoding="utf-8")
    paths = re.findall(rf"`((?:{'|'.join((*PACKAGES, 'bench', 'docs', 'examples', 'supply', 'tests'))})/[\w./-]+\.[a-z]+)`", text)
    assert [path for path in paths if not (ROOT / path).exists() and not Path(path).stem.isupper()] == []  # NAME stands for any


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_are_such(page: Path) -> None:
    """Each parses: `--help` at its end is answered only where all commands and options before it are known."""
    said = {command: CliRunner().invoke(app, [*words(command)[1:], "--help"]) for command in commands(page, "klyngegraf")}
    assert {command: done.output for command, done in said.items() if done.exit_code} == {}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_targets_of_make_and_modules_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {words(command)[1] for command in commands(page, "make")} | set(re.findall(r"`make ([\w-]+)`", text)) <= targets
    modules = re.findall(r"python3? -m ((?:bench|supply|docs)[\w.]*)", text)
    assert [module for module in modules if not (ROOT / (module.replace(".", "/") + ".py")).is_file()] == []


def test_documents_that_the_program_speaks_of_exist() -> None:
    spoken = {
        found
        for path in tracked()
        if path.suffix in (".py", ".html", ".toml")
        for found in re.findall(r"\bdocs/\w[\w-]*\.md\b", path.read_text(encoding="utf-8", errors="replace"))  # saved pages may be in any encoding
    }
    assert spoken
    assert [found for found in sorted(spoken) if not (ROOT / found).is_file()] == []


def test_questions_that_are_named_exist() -> None:
    table = re.findall(r"^\| (?:who|what|how)[^|]*\| (.+) \|$", (ROOT / "docs/analysts.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = {one for row in table for one in re.findall(r"`([\w-]+)`", row)}
    assert len(named) > 25
    assert named <= set(queries.load())


def test_the_reference_of_the_ontology_is_current() -> None:
    assert reference.written() == reference.TARGET.read_text(encoding="utf-8"), "run `make docs`"


def test_the_reference_tells_every_term() -> None:
    told = set(re.findall(r"^\| `kg:(\w+)` \|", reference.TARGET.read_text(encoding="utf-8"), re.MULTILINE))
    assert told == set(re.findall(r"^kg:(\w+) a ", (ROOT / "ontology/klyngegraf.ttl").read_text(encoding="utf-8"), re.MULTILINE))


# --- what is shown is run


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "data"
    assert CliRunner().invoke(app, ["load", str(ROOT / "examples"), "--data", str(folder), "--jobs", "1"]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with served(Settings(data=data, workers=1)) as found:
        yield found


@pytest.mark.parametrize("page", ["README.md", "docs/analysts.md"])
def test_programs_run(page: str, address: str) -> None:
    """The blocks of a page are one program: later ones use what earlier ones made."""
    pytest.importorskip("pandas")
    pytest.importorskip("sparql_dataframe")
    programs = blocks(ROOT / page, "python")
    assert programs
    exec(compile("\n".join(programs).replace(PLACE, address), page, "exec"), {})


def test_the_notebook_runs_from_top_to_bottom(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cells as they stand, one after another; what Jupyter would show of the last line is kept in `shown`."""
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    shown = [_shown("".join(cell["source"]).replace(PLACE, address), names) for cell in notebook()["cells"] if cell["cell_type"] == "code"]
    assert len(shown) > 6 and all(len(frame) for frame in shown if hasattr(frame, "columns") and hasattr(frame, "head"))
    assert "linear-gradient" in next(chart for chart in shown if hasattr(chart, "to_html") and hasattr(chart, "bar")).to_html()
    assert len(list(tmp_path.glob("attendance-*.csv"))) == 1


def _shown(cell: str, names: dict[str, object]) -> Any:
    """What a cell's last line gives, where it is an expression."""
    *body, last = ast.parse(cell).body
    if not isinstance(last, ast.Expr):
        body, last = [*body, last], ast.Expr(ast.Constant(None))
    exec(compile(ast.Module(body, []), NOTEBOOK, "exec"), names)
    return eval(compile(ast.Expression(last.value), NOTEBOOK, "eval"), names)


def notebook() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / NOTEBOOK).read_text(encoding="utf-8"))
    return found


def test_the_notebook_holds_no_answers_and_is_one() -> None:
    said = notebook()
    assert (said["nbformat"], said["nbformat_minor"]) == (4, 5)
    for cell in said["cells"]:
        assert {"cell_type", "id", "metadata", "source"} <= set(cell)
        assert cell["cell_type"] == "markdown" or (cell["outputs"], cell["execution_count"]) == ([], None)
    assert len({cell["id"] for cell in said["cells"]}) == len(said["cells"])
    text = "".join(line for cell in said["cells"] if cell["cell_type"] == "markdown" for line in cell["source"])
    assert all((ROOT / "docs" / target).is_file() for target in re.findall(r"\]\((?!http)([^)]+)\)", text))


@pytest.mark.parametrize("query", blocks(ROOT / "docs/analysts.md", "sparql"))
def test_queries_find_something(query: str, data: Path) -> None:
    done = CliRunner().invoke(app, ["sparql", query, "--format", "csv", "--data", str(data)])
    assert done.exit_code == 0 and len(done.output.splitlines()) > 1, done.output


# Questions to which examples/ have no answer, each with what would be one.
NOTHING_TO_FIND = {
    "plan-changes": "two plans of a body",
    "roster-changes": "two lists of members of a body",
    "unparsed": "a passage that no rule read",
}


@pytest.mark.parametrize("question", sorted(queries.load()))
def test_the_example_of_a_question_finds_something(question: str, data: Path) -> None:
    store, _ = DataFolder(data).open()
    query = queries.get(question)
    table = queries.run(store, question, dict(query.example))
    assert table.columns == query.columns
    assert bool(table.rows) != (question in NOTHING_TO_FIND)


def test_the_question_that_contributors_are_shown_is_one(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = blocks(ROOT / "CONTRIBUTING.md", "sparql")
    monkeypatch.setattr(queries, "load", lambda: {"shown": header.parse("shown", shown)})
    store, _ = DataFolder(data).open()
    everything, one = queries.run(store, "shown", {}), queries.run(store, "shown", {"cluster": "Aarhusklyngen"})
    assert everything.columns == one.columns == queries.get("shown").columns
    assert 0 < len(one.rows) < len(everything.rows)


@pytest.mark.parametrize("page", ["README.md", "docs/analysts.md"])
def test_addresses_answer(page: str, address: str) -> None:
    shown = set(re.findall(rf"{PLACE}(/[^\s\"'`)|,]*)", (ROOT / page).read_text(encoding="utf-8")))
    plain = sorted(one for one in shown if not one.endswith(("query=", "/sparql")))
    assert plain
    for one in plain:
        with urllib.request.urlopen(address + one, timeout=60) as answer:
            assert answer.status == 200 and answer.read(1), one


def test_recipes_in_r(address: str, tmp_path: Path) -> None:
    recipes = blocks(ROOT / "docs/analysts.md", "r")
    assert recipes
    if not (program := shutil.which("Rscript")):
        pytest.skip("Rscript is not installed")
    if subprocess.run([program, "--vanilla", "-e", "library(SPARQL)"], capture_output=True, check=False).returncode:
        pytest.skip("R's package SPARQL is not installed")
    file = tmp_path / "recipes.R"
    file.write_text("\n".join(recipes).replace(PLACE, address), encoding="utf-8")
    done = subprocess.run([program, "--vanilla", str(file)], capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.strip(), done.stderr
    assert "Aarhusklyngen" in done.stdout and list(tmp_path.glob("*.pdf"))


def test_the_commands_of_the_readme_work_one_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of its first long block: a load, and what can be done with it."""
    (block,) = (one for one in blocks(ROOT / "README.md", "sh") if "klyngegraf load examples" in one)
    lines = [words(line)[1:] for line in block.splitlines() if line.startswith("klyngegraf ")]
    assert len(lines) >= 10
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for arguments in lines:
        if arguments[0] != "serve":
            done = CliRunner().invoke(app, arguments)
            assert done.exit_code == (1 if arguments[0] in LEAVE_SOMETHING_TO_SEE else 0), (arguments, done.output, done.exception)
            assert done.exception is None or isinstance(done.exception, SystemExit), arguments
