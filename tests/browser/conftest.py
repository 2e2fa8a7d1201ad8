"""A graph of invented people, bodies and figures, as large as wished, and a real Chromium to open its pages in."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.store import Store
from kg.view import render
from kg.view.report import report

Open = Callable[..., Any]
KG = "https://w3id.org/yte-kg/ontology#"
ID = "https://w3id.org/yte-kg/id/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCT = "http://purl.org/dc/terms/"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh".split()
MIDDLES = "Văn Thị Minh Thanh Ngọc Hữu Quốc Kim Xuân Đức".split()
GIVEN = "An Bình Châu Dũng Giang Hà Hạnh Hiền Khánh Lan Linh Long Mai Nam Ngân Phúc Quân Sơn Thảo Trang Tùng Vân Yến Đạt".split()
PROVINCES = ["Sông Lam", "Hà Trung Sơn", "Tân Biên Hòa", "Thanh Giang", "Đông Hải", "Phước Thuận", "Lạc Việt", "Mường Thanh"]
DISTRICTS = "An Khê Bình Lâm Châu Phú Diên Hồng Đông Thạnh Gia Vượng Hòa Mỹ Khánh Vân Long Thới Mỹ Đông Ninh Thuận Phú Sơn".split()
INDICATORS = [
    ("Lượt khám bệnh", "lượt", 40_000),
    ("Lượt điều trị nội trú", "lượt", 6_000),
    ("Lượt điều trị ngoại trú", "lượt", 21_000),
    ("Ca phẫu thuật", "ca", 700),
    ("Ca sinh", "ca", 900),
    ("Công suất sử dụng giường bệnh", "%", 90),
    ("Lượt xét nghiệm", "lượt", 120_000),
    ("Tỷ lệ trẻ dưới 1 tuổi được tiêm chủng đầy đủ", "%", 95),
    ("Ca mắc sốt xuất huyết", "ca", 160),
    ("Ca mắc tay chân miệng", "ca", 120),
    ("Tỷ lệ dân số tham gia bảo hiểm y tế", "%", 93),
    ("Bác sĩ", "người", 55),
    ("Viên chức", "người", 240),
    ("Giường bệnh", "giường", 180),
    ("Xã đạt tiêu chí quốc gia về y tế", "xã", 14),
    ("Cơ sở thực phẩm được kiểm tra", "cơ sở", 310),
    ("Lượt khám thai", "lượt", 2_900),
    ("Tỷ lệ suy dinh dưỡng trẻ dưới 5 tuổi", "%", 9),
    ("Người cao tuổi được quản lý sức khỏe", "người", 8_000),
    ("Đơn vị máu tiếp nhận", "đơn vị", 410),
]
BOUNDS = {"exact": "", "over": "hơn ", "almost": "gần ", "about": "khoảng "}


def number(value: int) -> str:
    """A number as Vietnamese text writes it."""
    return f"{value:,}".replace(",", ".")


class Invented:
    """Writes articles that nobody wrote into a store, the same ones for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.store = ox.Store()
        self.random = random.Random(seed)
        self.minted = 0

    def iri(self, kind: str) -> ox.NamedNode:
        self.minted += 1
        return ox.NamedNode(f"{ID}{kind}/{self.minted}")

    def add(self, subject: ox.NamedNode, /, **properties: Any) -> ox.NamedNode:
        for name, value in properties.items():
            for one in value if isinstance(value, list) else [value]:
                if one is None:
                    continue
                predicate = {
                    "label": RDFS + "label",
                    "alt": SKOS + "altLabel",
                    "pref": SKOS + "prefLabel",
                    "a": TYPE.value,
                    "dctitle": DCT + "title",
                    "issued": DCT + "issued",
                    "source": DCT + "source",
                }.get(name, KG + name)
                self.store.add(ox.Quad(subject, ox.NamedNode(predicate), self.term(one)))
        return subject

    @staticmethod
    def term(value: Any) -> ox.NamedNode | ox.Literal:
        if isinstance(value, ox.NamedNode):
            return value
        if isinstance(value, date):
            return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "date"))
        if isinstance(value, bool):
            return ox.Literal(value)
        if isinstance(value, int | float):
            kind = "integer" if isinstance(value, int) else "decimal"
            return ox.Literal(str(value), datatype=ox.NamedNode(XSD + kind))
        return ox.Literal(value, language="vi")

    def kg(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(KG + name)

    def person_name(self) -> str:
        pick = self.random.choice
        return f"{pick(FAMILIES)} {pick(MIDDLES)} {pick(GIVEN)}"

    def evidence(self, document: ox.NamedNode, quote: str) -> ox.NamedNode:
        start = self.random.randrange(5000)
        return self.add(
            self.iri("evidence"), a=self.kg("Evidence"), document=document, quote=quote, startOffset=start, endOffset=start + len(quote)
        )

    def fact(self, kind: str, document: ox.NamedNode, quote: str, rule: str, /, **properties: Any) -> ox.NamedNode:
        score = self.random.choice([0.6, 0.75, 0.9, 0.95])
        evidence = self.evidence(document, quote)
        return self.add(self.iri("fact"), a=self.kg(kind), evidence=evidence, rule=rule, confidence=score, **properties)

    def build(self, articles: int) -> ox.Store:
        for kind in ("HealthFacility", "StateBody", "PartyBody", "MassOrganization"):
            self.store.add(ox.Quad(self.kg(kind), ox.NamedNode(RDFS + "subClassOf"), self.kg("Organization")))
        for kind in ("RoleHolding", "Observation", "Attendance"):
            self.store.add(ox.Quad(self.kg(kind), ox.NamedNode(RDFS + "subClassOf"), self.kg("Fact")))
        self.indicators = [
            (self.add(ox.NamedNode(f"https://w3id.org/yte-kg/indicator/i{i}"), a=self.kg("Indicator"), pref=name), name, unit, size)
            for i, (name, unit, size) in enumerate(INDICATORS)
        ]
        self.roles = {
            name: self.add(ox.NamedNode(f"https://w3id.org/yte-kg/role/r{i}"), a=self.kg("Role"), pref=name)
            for i, name in enumerate(["Giám đốc", "Phó Giám đốc", "Chủ tịch", "Phó Chủ tịch", "Bí thư", "Trưởng khoa"])
        }
        pairs = [" ".join(DISTRICTS[i : i + 2]) for i in range(0, len(DISTRICTS), 2)]
        towns = pairs + [f"{a.split()[0]} {b.split()[1]}" for a in pairs for b in pairs if a != b]
        count = max(1, round(articles / 1.4))
        provinces = [self.province(name) for name in PROVINCES[: max(1, min(8, articles // 5 + 1))]]
        towns += [f"{name} {number}" for number in range(2, count // len(towns) + 2) for name in towns]
        districts = [self.district(name, provinces[i % len(provinces)]) for i, name in enumerate(towns[:count])]
        for i in range(articles):
            self.article(i, districts[i % len(districts)])
        return self.store

    def province(self, name: str) -> dict[str, Any]:
        place = self.add(self.iri("place"), a=self.kg("Place"), label=f"tỉnh {name}", level="province")
        health = self.add(self.iri("org"), a=self.kg("StateBody"), label=f"Sở Y tế tỉnh {name}", alt="Sở Y tế", locatedIn=place)
        return {"place": place, "health": health, "name": name, "heads": self.people(health, "Sở Y tế", ["Giám đốc", "Phó Giám đốc"])}

    def district(self, name: str, province: dict[str, Any]) -> dict[str, Any]:
        place = self.add(self.iri("place"), a=self.kg("Place"), label=f"huyện {name}", level="district", partOf=province["place"])
        centre = self.add(
            self.iri("org"),
            a=self.kg("HealthFacility"),
            label=f"Trung tâm Y tế huyện {name}",
            alt=[f"TTYT huyện {name}", "Trung tâm"],
            locatedIn=place,
            partOf=province["health"],
        )
        council = self.add(self.iri("org"), a=self.kg("StateBody"), label=f"UBND huyện {name}", alt="UBND huyện", locatedIn=place)
        party = self.add(self.iri("org"), a=self.kg("PartyBody"), label=f"Huyện ủy {name}", locatedIn=place)
        return {
            "place": place,
            "centre": centre,
            "name": name,
            "province": province,
            "people": self.people(centre, f"Trung tâm Y tế huyện {name}", ["Giám đốc", "Phó Giám đốc"])
            + self.people(council, f"UBND huyện {name}", ["Chủ tịch", "Phó Chủ tịch"])
            + self.people(party, f"Huyện ủy {name}", ["Bí thư"]),
        }

    def people(self, body: ox.NamedNode, body_name: str, roles: list[str]) -> list[tuple[Any, ...]]:
        return [(self.iri("person"), self.person_name(), role, body, body_name) for role in roles]

    def article(self, index: int, district: dict[str, Any]) -> None:
        day = date(2021, 1, 5) + timedelta(days=37 * index % 1400)
        place = district["name"]
        document = self.add(
            self.iri("document"),
            a=self.kg("Document"),
            fileName=f"bai-{index:03}.txt",
            issued=day,
            dctitle=f"Trung tâm Y tế huyện {place} tổng kết công tác y tế năm {day.year}",
            source="Cổng thông tin điện tử huyện",
        )
        period = self.add(
            ox.NamedNode(f"{ID}period/{day.year}"),
            a=self.kg("Period"),
            start=date(day.year, 1, 1),
            end=date(day.year, 12, 31),
            label=f"năm {day.year}",
        )
        said = (
            f"Ngày {day.day}/{day.month}/{day.year}, Trung tâm Y tế huyện {place} tổ chức hội nghị tổng kết công tác y tế năm {day.year}."
        )
        meeting = self.add(
            self.iri("meeting"),
            a=self.kg("Meeting"),
            label=f"Hội nghị tổng kết công tác y tế năm {day.year} của Trung tâm Y tế huyện {place}",
            meetingKind="hội nghị",
            date=day,
            host=district["centre"],
            place=district["place"],
            period=period,
            evidence=self.evidence(document, said),
        )
        guests = district["people"] + self.random.sample(district["province"]["heads"], 1)
        present = self.random.sample(guests, self.random.randrange(3, len(guests)))
        for rank, (person, name, role, body, body_name) in enumerate(present):
            self.add(person, a=self.kg("Person"), label=name, alt=f"ông {name.split()[-1]}")
            quote = f"Dự hội nghị có đồng chí {name}, {role} {body_name}, cùng lãnh đạo các phòng, ban của huyện."
            self.fact(
                "RoleHolding",
                document,
                quote,
                "post.name_role",
                holder=person,
                role=self.roles[role],
                roleText=role,
                organization=body,
                asOf=day,
                former=True if self.random.random() < 0.06 else None,
            )
            self.fact(
                "Attendance",
                document,
                quote,
                "attendance.list",
                meeting=meeting,
                attendee=person,
                capacity="chủ trì" if rank == 0 else "tham dự",
            )
            self.add(meeting, attendedBy=person)
        for indicator, name, unit, size in self.random.sample(self.indicators, self.random.randrange(4, 9)):
            value = min(100, size + self.random.randrange(-4, 5)) if unit == "%" else round(size * self.random.uniform(0.6, 1.5))
            bound = self.random.choice(list(BOUNDS))
            quote = f"Trong năm {day.year}, {name.lower()} của Trung tâm là {BOUNDS[bound]}{number(value)} {unit}, tăng 5% so với cùng kỳ."
            comparison = self.add(
                self.iri("comparison"),
                a=self.kg("Comparison"),
                comparisonKind=self.kg("change"),
                value=5,
                unit="%",
                bound=self.kg("exact"),
                baseline="cùng kỳ",
            )
            self.fact(
                "Observation",
                document,
                quote,
                "observation.indicator_value",
                subject=district["centre"],
                indicator=indicator,
                indicatorText=name.lower(),
                value=value,
                unit=unit,
                bound=self.kg(bound),
                period=period,
                comparison=comparison,
                target=round(value * 1.1) if self.random.random() < 0.3 else None,
            )


@pytest.fixture(scope="session")
def invented() -> Any:
    """A function: how many articles → a store of the graph that they would give."""
    return lambda articles: Invented().build(articles)


@pytest.fixture(scope="session", params=["no WebGL"])
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A real Chromium, headless; a test may ask for one with `WebGL` by parameter, but many offices have none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed: pip install 'yte-kg[browser]'")
    found = chromium()
    if found is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    without = ["--disable-gpu", "--disable-webgl", "--disable-webgl2"] if request.param == "no WebGL" else ["--enable-unsafe-swiftshader"]
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", *without])
        yield running
        running.close()


class Opener:
    """Opens pages with the network blocked, or with every request that leaves the file held open, and notes what goes wrong."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.problems: list[str] = []
        self.contexts: list[Any] = []

    def open(self, text: str, address: str = "", held: bool = False, **window: Any) -> Any:
        """The page of an HTML text in a window of its own."""
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "offline": not held, **window})
        self.contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        note = self.problems.append
        tab.on("console", lambda message: note(message.text) if message.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: note(str(error)))
        tab.on("dialog", lambda dialog: (note(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: None if own(request.url) else note(request.url))
        if held:
            tab.route(lambda url: not own(url), lambda route: None)  # neither answered nor refused
        tab.goto(write(self.folder / f"{len(self.contexts)}.html", text) + address)
        return tab

    def close(self) -> None:
        """Closes all windows. Nothing may have gone wrong in any."""
        for context in self.contexts:
            context.close()
        assert self.problems == []


def own(url: str) -> bool:
    """Whether a request stays within the page."""
    return url.startswith(("file:", "data:", "blob:"))


@pytest.fixture
def opener(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    """What opens pages; at the end nothing may have gone wrong in any."""
    found = Opener(browser, tmp_path)
    yield found
    found.close()


@pytest.fixture
def open_page(opener: Opener) -> Open:
    """A function: a store (or Turtle), a title, and what the window is like → its page, opened."""

    def open_(graph: ox.Store | str, title: str = "", **window: Any) -> Any:
        store = Graph.load(graph.encode()) if isinstance(graph, str) else Store(graph)
        tab = opener.open(render(store, title), **window)
        tab.wait_for_selector("body.ready")
        return tab

    return open_


@pytest.fixture
def open_report(opener: Opener, invented: Any) -> Open:
    """A function: what the window is like → the dossier of a health centre, opened."""
    return lambda **window: opener.open(report(Store(invented(9)), "Trung tâm Y tế huyện An Khê"), **window)


def chromium() -> str | None:
    """The path of a Chromium, if there is one."""
    return next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


def write(path: Path, text: str) -> str:
    """The page as a file, as a reader has it: its file: URL."""
    path.write_text(text, encoding="utf-8")
    return path.as_uri()
