"""命令行 ``equiplink``: Chinese first, English with ``--lang en``.

    init · demo · rules · scan · passport · check · ledger verify · labels · serve

Exit codes: 0 done or admitted, 1 refused, 2 the question was wrong. Commands of
the other packages (``labels``, ``serve``) come in by the entry points
``equiplink.commands``, so that the library needs neither pixels nor HTTP.
"""
