"""`python -m extractors` is `alliances`."""

import sys

from extractors.cli import main

sys.exit(main())
