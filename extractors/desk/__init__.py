"""What one does with a document on the desk: the questions it leaves, and the decisions on them."""
