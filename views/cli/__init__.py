"""Groups of commands: each parses, calls one function, prints. The commands of no group are in ``cli.py``."""
