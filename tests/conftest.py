"""What holds for all tests."""

from __future__ import annotations

import os

# Services started by tests write no files for download beside themselves, unless a test asks for it.
os.environ.setdefault("KLYNGEGRAF_DUMPS", "false")
