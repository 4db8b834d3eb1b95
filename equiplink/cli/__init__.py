"""The command line ``equiplink``: Chinese first, English with ``--lang en``.

Exit codes: 0 done or admitted, 1 refused, 2 the question was wrong. Commands of
the other packages (``labels``, ``serve``) come in by the entry points
``equiplink.commands``, so that the library needs neither pixels nor HTTP.
"""

from equiplink.cli.main import main

__all__ = ["main"]
