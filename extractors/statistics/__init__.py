"""Statistics: passage to claims: numerals, tokens, grammar, populations."""
