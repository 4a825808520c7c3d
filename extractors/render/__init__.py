"""From nouns to text and JSON: pure functions, no clock, no locale, no terminal; equal values give equal bytes."""
