"""`python -m variorum.outlets` writes the bundled outlets' one file anew, after files of theirs were edited."""

import sys

from variorum.outlets.bundle import FOLDER, write_bundle

sys.stdout.write(f"{write_bundle(FOLDER)} outlets stand in {FOLDER.name}/outlets.jsonl now.\n")
