"""The gazetteer: its data, names to units, ends of names in text, and what is left open."""

from __future__ import annotations

import doctest
import unicodedata
from collections import Counter
from datetime import date

import pytest

from kg import gazetteer
from kg.gazetteer import Unit, contains, era_on, find, resolve, starts, units
from kg.paths import ONTOLOGY
from kg.text.tokens import tokens

FILES = ("provinces", "districts", "communes", "new_communes")


def all_units() -> list[Unit]:
    data = units.data()
    provinces = dict.fromkeys([*(unit.province for unit in data.districts), *data.new_provinces.values()])
    return [*provinces, *data.districts, *data.communes, *data.new_communes.values()]


def only(word: str, name: str, **options: object) -> Unit:
    (unit,) = find(word, name, **options)  # type: ignore[arg-type]
    return unit


def keys(found: tuple[Unit, ...]) -> list[str]:
    return [unit.key for unit in found]


# ---------------------------------------------------------------- data


def test_counts() -> None:
    counts = Counter((unit.level, era) for unit in all_units() for era in unit.eras)
    assert counts["province", "old"] == 63
    assert counts["province", "new"] == 34
    assert counts["district", "old"] == 720  # 761 types and names in the snapshots, 41 of them earlier types of a unit
    assert counts["district", "new"] == 0
    assert counts["commune", "old"] == 11620
    assert counts["commune", "new"] == 3321
    standing = [line for line in (ONTOLOGY / "places/communes.tsv").read_text(encoding="utf-8").splitlines() if "\t2025\t" in line]
    assert len(standing) == 10035


@pytest.mark.parametrize("name", FILES)
def test_files_are_nfc_sorted_and_rectangular(name: str) -> None:
    text = (ONTOLOGY / f"places/{name}.tsv").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    header, *rows = [line.split("\t") for line in text.splitlines()]
    assert rows == sorted(rows)
    assert {len(row) for row in rows} == {len(header)}
    assert all(value == value.strip() for row in rows for value in row)


def test_every_key_is_ascii_and_its_unit_s_own() -> None:
    found = Counter(unit.key for unit in all_units())
    assert [key for key, count in found.items() if count > 1] == []
    assert all(key.isascii() and key.replace("-", "").isalnum() for key in found)


def test_keys_tell_namesakes_and_eras_apart() -> None:
    assert keys(find("tỉnh", "Bắc Ninh")) == ["tinh-bac-ninh", "tinh-bac-ninh-2025"]
    assert keys(find("thành phố", "Bắc Ninh")) == ["thanh-pho-bac-ninh-bac-ninh"]
    assert keys(find("xã", "Liên Bão")) == ["xa-lien-bao-tien-du-bac-ninh", "xa-lien-bao-bac-ninh-2025"]
    assert keys(find("thành phố", "Hà Nội")) == ["thanh-pho-ha-noi"]  # the reform left it as it was: one unit
    tones_apart = keys((only("xã", "Ba Tơ", era="new"), only("xã", "Ba Tô", era="new")))
    assert tones_apart == ["xa-ba-to-quang-ngai-21484-2025", "xa-ba-to-quang-ngai-21523-2025"]


def test_every_old_commune_of_2025_has_successors_and_every_new_one_predecessors() -> None:
    rows = [line.split("\t") for line in (ONTOLOGY / "places/communes.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert [row for row in rows if row[5] == "2025" and not row[6]] == []
    assert [unit for unit in units.data().new_communes.values() if not unit.predecessors] == []


def test_examples_in_the_modules() -> None:
    names = {**vars(gazetteer), "tokens": tokens, "date": date}
    for module in (gazetteer.units, gazetteer.lookup, gazetteer.portals):
        result = doctest.testmod(module, extraglobs=names)
        assert result.attempted > 0
        assert result.failed == 0


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("word", "spellings", "key"),
    [
        ("tỉnh", ("Đắk Lắk", "Đăk Lăk", "Đak Lak", "Đắc Lắc", "ĐẮK LẮK", "Dak Lak", "Đắklắk"), "tinh-dak-lak"),
        ("tỉnh", ("Thừa Thiên Huế", "Thừa Thiên - Huế", "Thừa Thiên-Huế", "Thừa Thiên – Huế", "Huế"), "tinh-thua-thien-hue"),
        ("tỉnh", ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu", "Bà Rịa Vũng Tàu", "BR-VT"), "tinh-ba-ria-vung-tau"),
        ("tỉnh", ("Hòa Bình", "Hoà Bình"), "tinh-hoa-binh"),
        ("tỉnh", ("Bắc Kạn", "Bắc Cạn"), "tinh-bac-kan"),
        ("huyện", ("Quỳ Châu", "Quì Châu"), "huyen-quy-chau-nghe-an"),
        ("huyện", ("Đắk R'Lấp", "Đắk R’lấp", "Đăk Rlấp"), "huyen-dak-rlap-dak-nong"),
        ("huyện", ("Krông Pắc", "Krông Pắk", "Krông Păk"), "huyen-krong-pac-dak-lak"),
        ("huyện", ("Cư M'gar", "Cư Mgar"), "huyen-cu-mgar-dak-lak"),
        ("thành phố", ("Phan Rang - Tháp Chàm", "Phan Rang-Tháp Chàm", "Phan Rang Tháp Chàm"), "thanh-pho-phan-rang-thap-cham-ninh-thuan"),
        ("thành phố", ("Buôn Ma Thuột", "Buôn Mê Thuột"), "thanh-pho-buon-ma-thuot-dak-lak"),
        ("thị trấn", ("Nông trường Việt Lâm", "Nông Trường Việt Lâm", "NT Việt Lâm"), "thi-tran-nong-truong-viet-lam-vi-xuyen-ha-giang"),
    ],
)
def test_spellings_agree(word: str, spellings: tuple[str, ...], key: str) -> None:
    assert {spelling: keys(find(word, spelling, era="old")) for spelling in spellings} == {spelling: [key] for spelling in spellings}


@pytest.mark.parametrize("spelling", ["HCM", "Hồ Chí Minh", "Sài Gòn"])
@pytest.mark.parametrize("word", ["TP.", "TP", "Tp.", "thành phố", "Thành phố"])
def test_ho_chi_minh_city(word: str, spelling: str) -> None:
    assert keys(find(word, spelling, era="old")) == ["thanh-pho-ho-chi-minh"]


def test_numbers_are_names() -> None:
    assert keys(find("quận", "01", era="old")) == ["quan-1-ho-chi-minh"]
    soc_trang = only("thành phố", "Sóc Trăng")
    assert keys(find("phường", "9", within=soc_trang)) == ["phuong-9-soc-trang-soc-trang"]
    assert find("xã", "9") == ()
    my_xuyen = only("huyện", "Mỹ Xuyên")
    assert find("xã", "Hòa Tú II", within=my_xuyen, era="old") == find("xã", "Hòa Tú 2", within=my_xuyen, era="old") != ()


def test_a_unit_is_found_by_each_type_it_bore() -> None:
    assert find("thị xã", "Thuận An") == find("thành phố", "Thuận An") == (only("thành phố", "Thuận An"),)
    assert only("huyện", "Sa Pa").label == "thị xã Sa Pa"
    assert find("quận", "Thuận An") == ()


def test_a_renamed_or_merged_district_is_a_unit_of_its_own() -> None:
    assert only("huyện", "Tĩnh Gia").code == only("thị xã", "Nghi Sơn").code == "407"
    assert only("huyện", "Tĩnh Gia") != only("thị xã", "Nghi Sơn")
    assert only("quận", "Thủ Đức").key == "quan-thu-duc-ho-chi-minh"
    assert only("thành phố", "Thủ Đức").key == "thanh-pho-thu-duc-ho-chi-minh"


def test_one_city_name_two_levels() -> None:
    assert only("thành phố", "Huế", era="old").key == "thanh-pho-hue-thua-thien-hue"
    assert only("thành phố", "Huế", era="new").key == "thanh-pho-hue-2025"
    assert only("tỉnh", "Thừa Thiên Huế").successors == (only("thành phố", "Huế", era="new"),)


@pytest.mark.parametrize(("word", "name"), [("huyện", "Nơi Nào"), ("khóm", "Bắc Ninh"), ("tỉnh", "Tiên Du"), ("huyện", ""), ("", "")])
def test_what_is_no_unit_is_not_found(word: str, name: str) -> None:
    assert find(word, name) == ()
    assert resolve(word, name) == (None, ())


# ---------------------------------------------------------------- which of several


def test_chau_thanh_is_ten_districts_and_none_without_context() -> None:
    answer = resolve("huyện", "Châu Thành")
    assert answer.unit is None
    assert len(answer.candidates) == len({unit.province for unit in answer.candidates}) == 10


def test_the_articles_own_units_decide() -> None:
    ben_tre = only("tỉnh", "Bến Tre")
    assert resolve("huyện", "Châu Thành", [ben_tre]).unit == only("huyện", "Châu Thành", within=ben_tre)
    of_a_district = resolve("huyện", "Châu Thành", [only("huyện", "Giồng Trôm")]).unit
    assert of_a_district == only("huyện", "Châu Thành", within=ben_tre)
    assert resolve("huyện", "Châu Thành", [only("tỉnh", "Nghệ An")]).unit is None


@pytest.mark.parametrize("name", ["Chợ Mới", "Phú Tân", "An Lão", "Vĩnh Thạnh", "Bảo Lâm", "Phong Điền", "Kỳ Sơn", "Tam Nông"])
def test_namesakes_in_two_provinces(name: str) -> None:
    one, other = find("huyện", name)
    assert resolve("huyện", name).unit is None
    assert resolve("huyện", name, [one.province]).unit == one
    assert resolve("huyện", name, [other.province]).unit == other


def test_only_candidate_elsewhere_is_taken_for_a_district_and_not_for_a_commune() -> None:
    soc_trang = only("tỉnh", "Sóc Trăng")
    assert resolve("huyện", "Tiên Du", [soc_trang]).unit == only("huyện", "Tiên Du")
    assert resolve("xã", "Liên Bão", era="old").unit == only("xã", "Liên Bão", era="old")
    assert resolve("xã", "Liên Bão", [soc_trang], era="old").unit is None


def test_the_phrase_itself_binds() -> None:
    dan_phuong = only("huyện", "Đan Phượng")
    assert resolve("xã", "Tân Lập").unit is None
    assert resolve("xã", "Tân Lập", within=dan_phuong).unit == only("xã", "Tân Lập", within=dan_phuong)
    assert resolve("huyện", "Tiên Du", within=only("tỉnh", "Bắc Giang", era="old")).unit is None


def test_bare_names() -> None:
    assert resolve("", "Sóc Trăng").unit == only("tỉnh", "Sóc Trăng")
    assert resolve("", "Sóc Trăng", level="district").unit == only("thành phố", "Sóc Trăng")
    assert resolve("", "Cai Lậy").unit is None  # a town and a district of one province
    assert resolve("", "Hòa Bình").unit == only("tỉnh", "Hòa Bình")
    bac_lieu = only("tỉnh", "Bạc Liêu")
    assert resolve("", "Hòa Bình", [bac_lieu]).unit == only("huyện", "Hòa Bình", within=bac_lieu)
    assert resolve("", "Hồ Chí Minh").unit is None
    assert resolve("", "Liên Bão").unit is None


def test_units_rise_and_do_not_fall() -> None:
    assert resolve("huyện", "Ngã Năm").unit == only("thị xã", "Ngã Năm")
    assert resolve("thành phố", "Tiên Du").unit is None
    binh_duong = only("tỉnh", "Bình Dương")
    assert resolve("huyện", "Tân Uyên", [binh_duong]).unit == only("thành phố", "Tân Uyên")  # not Lai Châu's


def test_a_commune_that_moved_is_found_in_both_districts() -> None:
    before, after = only("huyện", "Yên Dũng"), only("thành phố", "Bắc Giang")
    assert only("xã", "Tư Mại", within=before) == only("xã", "Tư Mại", within=after)
    assert only("xã", "Tư Mại", within=after).parent == after


# ---------------------------------------------------------------- the reform


@pytest.mark.parametrize(
    ("word", "name", "labels"),
    [
        ("tỉnh", "Bắc Giang", {"tỉnh Bắc Ninh"}),
        ("tỉnh", "Bắc Ninh", {"tỉnh Bắc Ninh"}),
        ("thành phố", "Hà Nội", set()),
        ("huyện", "Tiên Du", {"xã Tiên Du", "xã Liên Bão", "xã Tân Chi", "xã Đại Đồng", "xã Phật Tích"}),
        ("thành phố", "Phú Quốc", {"đặc khu Phú Quốc", "đặc khu Thổ Châu"}),
        ("huyện", "Lý Sơn", {"đặc khu Lý Sơn"}),
    ],
)
def test_successors(word: str, name: str, labels: set[str]) -> None:
    unit = only(word, name, era="old")
    assert {successor.label for successor in unit.successors} == labels
    assert all("new" in successor.eras for successor in unit.successors)


def test_predecessors() -> None:
    can_tho = only("thành phố", "Cần Thơ", era="new")
    assert {unit.name for unit in can_tho.predecessors} == {"Cần Thơ", "Hậu Giang", "Sóc Trăng"}
    assert {unit.label for unit in only("đặc khu", "Côn Đảo").predecessors} == {"huyện Côn Đảo"}
    assert only("huyện", "Tiên Du").predecessors == ()


def test_the_day_tells_the_system() -> None:
    assert (era_on(date(2025, 6, 30)), era_on(date(2025, 7, 1)), era_on(None)) == ("old", "new", None)
    assert resolve("tỉnh", "Bắc Ninh").unit == resolve("tỉnh", "Bắc Ninh", era="old").unit != resolve("tỉnh", "Bắc Ninh", era="new").unit
    assert resolve("phường", "Ngã Năm", era="old").unit is None
    assert resolve("phường", "Ngã Năm", era="new").unit == only("phường", "Ngã Năm")
    assert resolve("huyện", "Tiên Du", era="new").unit == only("huyện", "Tiên Du")  # old units are spoken of still


def test_contains_across_the_reform() -> None:
    old, new = find("tỉnh", "Bắc Ninh")
    bac_giang = only("tỉnh", "Bắc Giang")
    commune = only("xã", "Liên Bão", era="new")
    assert contains(new, bac_giang)
    assert contains(new, only("huyện", "Việt Yên"))
    assert contains(old, commune)
    assert contains(only("huyện", "Tiên Du"), commune)
    assert not contains(old, bac_giang)
    assert not contains(bac_giang, commune)


# ---------------------------------------------------------------- names in text


@pytest.mark.parametrize(
    ("word", "text", "name"),
    [
        ("huyện", "Tiên Du tổ chức", "Tiên Du"),
        ("thị xã", "Ngã Năm Lâm Văn Bảy", "Ngã Năm"),
        ("thành phố", "Phan Rang - Tháp Chàm, Ninh Thuận", "Phan Rang - Tháp Chàm"),
        ("tỉnh", "Bà Rịa – Vũng Tàu nói", "Bà Rịa – Vũng Tàu"),
        ("huyện", "Krông A Na", "Krông A Na"),
        ("huyện", "Đắk R’lấp có", "Đắk R’lấp"),
        ("xã", "Sơn Kim 2 đạt", "Sơn Kim 2"),
        ("phường", "3 có 2 ca", "3"),
        ("thị trấn", "Nông trường Việt Lâm", "Nông trường Việt Lâm"),
        ("HUYỆN", "TIÊN DU", "TIÊN DU"),
        ("", "Sóc Trăng: hội nghị", "Sóc Trăng"),
        ("", "Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_where_a_name_ends(word: str, text: str, name: str) -> None:
    sentence = tokens(text)
    hit = starts(sentence, 0, word)
    assert hit is not None
    assert text[: sentence[hit.end - 1].end] == name
    assert hit.units == tuple(unit for unit in find(word, name) if word or unit.level != "commune")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("huyện", "tiên du"),  # no capitals
        ("huyện", "Tiên và"),  # half a name
        ("huyện", "12 xã"),  # a number of communes, not quận 12
        ("xã", "Hồ Văn Bảy"),  # a chairman, not thị trấn Hồ
        ("thành phố", "Tiên Du"),  # a district never was a city
        ("khóm", "Tiên Du"),  # no level of the gazetteer
        ("", "Liên Bão"),  # a commune without its level word
        ("", "Hồ Chí Minh"),  # the man
        ("", "12 ca"),
        ("", "và"),
    ],
)
def test_where_no_name_begins(word: str, text: str) -> None:
    assert starts(tokens(text), 0, word) is None


def test_a_long_line_of_names_is_read_once() -> None:
    sentence = tokens("Bà Rịa - Vũng " * 5000)
    assert sum(starts(sentence, index) is not None for index in range(len(sentence))) == 5000  # Bà Rịa, each time


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ĐT: 0222.3987654", "Bắc Ninh"),
        ("(84-204) 3 987 654", "Bắc Giang"),
        ("+84 28 3987 6543", "Hồ Chí Minh"),
        ("024.39876543 - Fax 0222.3987654", "Hà Nội"),
        ("Đường dây nóng 0987 654 321, điện thoại 02753.987.654", "Bến Tre"),
    ],
)
def test_area_codes(text: str, name: str) -> None:
    unit = gazetteer.province_of_phone(text)
    assert unit is not None
    assert unit.name == name


@pytest.mark.parametrize("text", ["", "0987654321", "0222", "giấy phép số 0222/GP", "00222398765432", "73.410/240.000 lượt"])
def test_what_is_no_fixed_line(text: str) -> None:
    assert gazetteer.province_of_phone(text) is None


def test_every_old_province_has_an_area_code_and_a_portal() -> None:
    data = units.data()
    provinces = {unit.province for unit in data.districts}
    assert len(data.phones) == 63
    assert set(data.phones.values()) == provinces == set(data.domains.values())


@pytest.mark.parametrize(
    ("text", "province", "district"),
    [
        ("bentre.gov.vn", "Bến Tre", None),
        ("https://www.baria-vungtau.gov.vn/", "Bà Rịa - Vũng Tàu", None),
        ("tiendu.bacninh.gov.vn", "Bắc Ninh", "Tiên Du"),
        ("http://thixanganam.soctrang.gov.vn/tin", "Sóc Trăng", "Ngã Năm"),
        ("vanphong@chauthanh.bentre.gov.vn", "Bến Tre", "Châu Thành"),
        ("moh.gov.vn, dakdoa.gialai.gov.vn", "Gia Lai", "Đak Đoa"),
        ("moh.gov.vn", None, None),
        ("bacninh.vn", None, None),
        ("khongbentre.gov.vn", None, None),
        ("bentre.gov.vnx", None, None),
    ],
)
def test_portals(text: str, province: str | None, district: str | None) -> None:
    found = gazetteer.province_of_domain(text), gazetteer.district_of_domain(text)
    assert tuple(unit and unit.name for unit in found) == (province, district)
