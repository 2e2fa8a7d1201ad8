"""The administrative gazetteer: provinces, districts and communes, as they were before July 2025 and as they are since.

Names are shared: `huyện Châu Thành` is ten districts, and 31 district towns bear the name of their province. So a name
is looked up with its level word, and what is still open is settled by what else the article names, or stays open.

    find("huyện", "Châu Thành")                    every unit that the words can mean: ten
    resolve("huyện", "Châu Thành", [tra_vinh])     the one among them that an article about Trà Vinh means, if that is known
    starts(tokens, index, "huyện")                 where a name that begins at a token ends

The data and their sources are described in `ontology/places/README.md`.
"""

from kg.gazetteer.lookup import Answer, PlaceHit, find, is_place_name, level_word, resolve, starts
from kg.gazetteer.portals import district_of_domain, province_of_domain, province_of_phone
from kg.gazetteer.units import REFORM, Era, Level, Unit, contains, era_on

__all__ = [
    "REFORM",
    "Answer",
    "Era",
    "Level",
    "PlaceHit",
    "Unit",
    "contains",
    "district_of_domain",
    "era_on",
    "find",
    "is_place_name",
    "level_word",
    "province_of_domain",
    "province_of_phone",
    "resolve",
    "starts",
]
