"""Write a revision from the difference between the models and the newest schema.

    python -m equiplink_migrations.revise "what changes"

Read and correct what it writes: triggers and data are never seen by it.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from equiplink.db import engine_for


def main(message: str) -> None:
    """Write ``versions/<revision>_<message>.py``."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent))
        config.set_main_option("path_separator", "os")
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        config.attributes["engine"] = engine_for(f"sqlite:///{folder}/empty.db")
        command.upgrade(config, "head")
        count = len(list((Path(__file__).parent / "versions").glob("[0-9]*.py")))
        command.revision(config, message, autogenerate=True, rev_id=f"{count + 1:04d}")


if __name__ == "__main__":
    main(sys.argv[1])
