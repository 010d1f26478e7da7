"""One module a command: its name, its example, and what it does."""
