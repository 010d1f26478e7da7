"""`python -m klyngegraf`."""

from __future__ import annotations

from klyngegraf.cli import main

if __name__ == "__main__":
    main()
