"""A printed name -> whom it means: normal form, comparators with reasons, resolution, judgements."""

from extractors.names.compare import Comparison
from extractors.names.corpus import match_mentions
from extractors.names.forms import normal_form, simplified
from extractors.names.judgements import Decisions, load_judgements, replay
from extractors.names.mint import mint
from extractors.names.resolve import Resolver, Verdict, build_resolver
from extractors.names.roster import PROVISIONAL, format_alliances, load_alliances, provisional_id
from extractors.names.stems import Name, parse_name, stem_of

__all__ = [
    "PROVISIONAL",
    "Comparison",
    "Decisions",
    "Name",
    "Resolver",
    "Verdict",
    "build_resolver",
    "format_alliances",
    "load_alliances",
    "load_judgements",
    "match_mentions",
    "mint",
    "normal_form",
    "parse_name",
    "provisional_id",
    "replay",
    "simplified",
    "stem_of",
]
