"""Serves the demo world for a look: `python -m variorum.world`, until interrupted."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

from variorum.world import World, serve


def main() -> None:
    """Print where each host is answered, and serve."""
    world = World(now=datetime.now(UTC))
    with serve(world) as address:
        lines = [f"curl -H 'Host: {site.host}' http://{address}{site.feed_path}" for site in world.sites.values()]
        sys.stdout.write("\n".join([*lines, "Press Ctrl-C to stop.", ""]))
        sys.stdout.flush()
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
