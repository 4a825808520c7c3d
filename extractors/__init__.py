"""What the machine does: read, reconcile, audit, render."""

__version__ = "0.1.0"
