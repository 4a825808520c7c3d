"""What the machine does: read, judge, render."""
