"""The house rules that a program can hold: layers, names, sizes, places, pins, and what the README says."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import klyngegraf
import loaders.provenance
from klyngegraf import fingerprint
from loaders.document import MEDIA_TYPES

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("api", "klyngegraf", "loaders", "ontology", "queries", "shapes", "store")

# Who may import whom. The serving side never sees the loaders: a fault in a parser cannot take the server down.
LAYERS = {
    "ontology": set(),
    "loaders": {"ontology"},
    "shapes": {"ontology"},
    "store": set(),
    "queries": {"store", "ontology"},
    "api": {"store", "queries", "ontology", "shapes"},
    "klyngegraf": {"api", "loaders", "ontology", "queries", "shapes", "store"},
}

LONGEST_FILE, LONGEST_FUNCTION = 300, 35
# Each with the reason why it may be longer.
LONG_FILES = {
    "loaders/initiatives.py": "one walk through a plan's sections, whose state every step shares",
    "loaders/model.py": "the parsed values stand together, so that one sees at once what a document can say",
}
LONG_FUNCTIONS: dict[str, str] = {}

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "lib"}
PLACES = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "pypi." + "org", "pythonhosted." + "org", "registry." + "npmjs", "--index" + "-url")


def tracked() -> list[Path]:
    """The project's own files: what git has, or would have."""
    asked = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_a_layer_imports_only_what_it_may(package: str) -> None:
    allowed = LAYERS[package] | {package}
    wrong = {name(path): found for path in modules(package) if (found := imported(path) & set(PACKAGES) - allowed)}
    assert not wrong


def test_the_program_never_imports_tests_or_measurements() -> None:
    wrong = [name(path) for path in modules(*PACKAGES) if imported(path) & {"tests", "bench", "pytest"}]
    assert not wrong


def test_no_module_has_a_vague_name() -> None:
    wrong = [name(path) for path in modules(*PACKAGES, "tests", "bench") if path.stem in VAGUE or path.parent.name in VAGUE]
    assert not wrong


def test_files_are_of_a_readable_length() -> None:
    long = {name(path) for path in modules(*PACKAGES) if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE}
    assert long == set(LONG_FILES)


def test_functions_are_of_a_readable_length() -> None:
    long = {f"{name(path)}:{function.name}" for path in modules(*PACKAGES) for function in functions(path) if length(function) > LONGEST_FUNCTION}
    assert long == set(LONG_FUNCTIONS)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_error_is_swallowed_whole() -> None:
    """Also where a comment silences the linter."""
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in modules(*PACKAGES)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
        if not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)  # cleaning up and raising again swallows nothing
    ]
    assert not wrong


def test_every_module_says_what_it_is_for() -> None:
    silent = [name(path) for path in modules(*PACKAGES, "tests", "bench") if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert not silent


def test_no_file_knows_this_machine_or_a_registry() -> None:
    wrong = [(name(path), place) for path in tracked() for place in PLACES if place in path.read_text(encoding="utf-8", errors="replace")]
    assert not wrong


def test_file_names_are_ascii() -> None:
    assert not [name(path) for path in tracked() if not re.fullmatch(r"[A-Za-z0-9._/-]+", name(path))]


def test_triples_are_written_by_curies_of_declared_terms() -> None:
    """Every `kg:` term that the loaders, queries and shapes write stands in the ontology."""
    declared = set(re.findall(r"^kg:(\w+)", (ROOT / "ontology/klyngegraf.ttl").read_text(encoding="utf-8"), re.MULTILINE))
    files = [*modules("loaders"), *(ROOT / "queries").rglob("*.rq"), *(ROOT / "ontology").rglob("*.ttl")]
    used = {(term, name(path)) for path in files for term in re.findall(r"\bkg:([A-Za-z]\w*)", written(path))}
    unknown = {(term, path) for term, path in used if term not in declared}
    assert declared
    assert not unknown


def written(path: Path) -> str:
    """A file's text; of a module only its strings that are no docstrings: these speak about terms in general."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text
    tree = ast.parse(text)
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken)
    return "\n".join(str(node.value) for node in strings)


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert klyngegraf.__version__ == project["version"] == loaders.provenance.VERSION


def test_the_fingerprints_cover_what_reads_and_what_checks() -> None:
    reading, checking = ({name(path) for path in fingerprint._files(parts)} for parts in (fingerprint._READING, fingerprint._CHECKING))
    assert {"loaders/minutes.py", "ontology/vocabulary/roles.ttl", "ontology/klyngegraf.ttl", "shapes/meeting.ttl"} <= reading
    assert {"queries/findings.py", "queries/checks/people-alike.rq"} <= checking
    assert not reading & checking, "a check that changes makes no document be read anew"
    assert fingerprint.loader().startswith(f"{klyngegraf.__version__}+")


def test_no_other_distribution_claims_our_names() -> None:
    claimed = {package: set(owners) for package, owners in packages_distributions().items() if package in PACKAGES}
    assert all(owners <= {"klyngegraf"} for owners in claimed.values()), claimed


class TestPackaging:
    """The wheel is hatchling's: all files of the packages, unless git ignores them."""

    def test_the_wheel_names_every_package(self) -> None:
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
        assert sorted(settings["hatch"]["build"]["targets"]["wheel"]["packages"]) == sorted(PACKAGES)
        assert sorted(settings["mypy"]["packages"]) == sorted(PACKAGES)

    @pytest.mark.parametrize("pattern", ["ontology/**/*.ttl", "queries/*.rq", "queries/checks/*.rq", "shapes/*.ttl"])
    def test_what_is_no_code_goes_into_the_wheel(self, pattern: str) -> None:
        found = {name(path) for path in ROOT.glob(pattern)}
        assert found
        assert found <= {name(path) for path in tracked()}, "git ignores it, so the wheel would lack it"

    def test_every_package_can_be_imported(self) -> None:
        assert all((ROOT / package / "__init__.py").is_file() for package in PACKAGES)

    def test_constraints_are_plain_pins(self) -> None:
        lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", line) for line in lines)
        assert lines == sorted(lines, key=lambda line: line.split("==")[0])

    def test_every_requirement_is_pinned_within_its_range(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line)
        for requirement in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
            found = re.fullmatch(r"([\w-]+)(?:\[\w+\])?>=([\d.]+),<([\d.]+)", requirement)
            assert found, requirement
            low, pin, high = (tuple(map(int, part.split("."))) for part in (found[2], pins[found[1].lower()], found[3]))
            assert low <= pin < high, requirement

    def test_ci_runs_what_a_developer_runs(self) -> None:
        script = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
        assert [line for line in script if line and not line.startswith(("#", "set ", "cd "))] == ["exec make test"]


def test_quarantine_and_readers_agree_on_endings() -> None:
    assert all(ending.startswith(".") and ending == ending.lower() for ending in MEDIA_TYPES)
