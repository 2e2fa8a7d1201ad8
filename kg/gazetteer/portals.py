"""What an article's page says of where it is from: telephone numbers and addresses of portals."""

from __future__ import annotations

import re

from kg.gazetteer.units import Unit, data
from kg.text.normalize import slug

_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)((?:[ .()-]{0,3}\d){10})(?!\d)")


def province_of_phone(text: str) -> Unit | None:
    """The province (of before July 2025) of the first fixed-line number in a text, by its area code since 2017.

    >>> province_of_phone("Điện thoại: (0299) 3.811.220 - Fax: 0299.3811222").name
    'Sóc Trăng'
    >>> province_of_phone("Hotline: 0913 123 456")
    """
    phones = data().phones
    for m in _PHONE.finditer(text):
        digits = "0" + re.sub(r"\D", "", m[1])
        if unit := phones.get(digits[:4]) or phones.get(digits[:3]):  # Hà Nội and Hồ Chí Minh have the short ones
            return unit
    return None


_PORTAL = re.compile(r"\.gov\.vn(?![\w-])")
_LABELS = re.compile(r"[a-z0-9.-]*$")
_DOMAIN_TYPE = re.compile(r"^(?:huyen|quan|thixa|thanhpho|tx|tp)-?")


def _portal(text: str) -> tuple[Unit | None, list[str]]:
    """The province of the first provincial portal's address in a text, and the parts of the name before the province's."""
    text = text.lower()
    for m in _PORTAL.finditer(text):
        labels = _LABELS.search(text[max(0, m.start() - 100) : m.start()])
        *parts, last = labels[0].split(".") if labels else [""]
        if unit := data().domains.get(last):
            return unit, parts
    return None, []


def province_of_domain(text: str) -> Unit | None:
    """The province (of before July 2025) on whose portal the first web or mail address of the state in a text lies.

    >>> province_of_domain("https://soyte.soctrang.gov.vn/tin-tuc").name, province_of_domain("moh.gov.vn")
    ('Sóc Trăng', None)
    """
    return _portal(text)[0]


def district_of_domain(text: str) -> Unit | None:
    """The district to whose page on its province's portal the address leads, if it names just one.

    >>> district_of_domain("http://tiendu.bacninh.gov.vn").label, district_of_domain("soyte.bacninh.gov.vn")
    ('huyện Tiên Du', None)
    """
    province, parts = _portal(text)
    if province is None:
        return None
    wanted = {part for part in parts if part} | {_DOMAIN_TYPE.sub("", part) for part in parts}
    found = [unit for unit in data().districts if unit.province == province and slug(unit.name).replace("-", "") in wanted]
    return found[0] if len(found) == 1 else None
