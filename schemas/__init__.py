"""What we declare: the nouns, the vocabularies of the series, the JSON Schemas of the machine interface."""
