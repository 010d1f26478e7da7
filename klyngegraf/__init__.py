"""The command line: wires the stages, shows progress, explains errors."""

from __future__ import annotations

__version__ = "0.1.0"
