"""What one does with a document on the desk: take it in, take it out, know what to expect of the next one."""
