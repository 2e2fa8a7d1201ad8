"""The dossier: every fact of a person or body with its sentence, on a page that runs nothing and asks nobody."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from kg.errors import QueryError
from kg.graph import Graph
from kg.view.report import report

sample = runpy.run_path(str(Path(__file__).with_name("sample_graph.py")))
HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) {{7*7}}"
FACILITY, PERSON = "Trung tâm Y tế huyện Lạc Thủy Nam", "Trần Thị Hoa Sen"


@pytest.fixture(scope="module")
def graph() -> Any:
    return sample["graph"]()


@pytest.fixture(scope="module")
def facility(graph: Any) -> str:
    return report(graph, FACILITY)


def plain(page: str) -> str:
    """The words of a page."""
    body = page.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]*>", "", re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL)).split())


def test_every_fact_stands_with_its_sentence_document_day_rule_and_score(facility: str, graph: Any) -> None:
    facts = graph.query("SELECT ?f { ?f (kg:organization|kg:subject) ?o . ?o rdfs:label 'Trung tâm Y tế huyện Lạc Thủy Nam'@vi }").rows
    for part in ("people", "figures"):
        assert f'<section id="{part}">' in facility
    own = re.findall(r'<li id="fact-\d+"', facility)
    assert len(own) == len(set(own)) == len(facts) + 2, "and the two who were at the meeting that it hosted"
    for item in re.findall(r'<li id="fact-\d+".*?</li>', facility, re.DOTALL):
        assert "<mark>" in item and "quy tắc <code>" in item and "điểm" in item and 'href="#document-' in item
    for words in ("hơn 1.250 lượt · khám · quý 1/2024", "đạt 91,03% kế hoạch năm · giảm 4% so với cùng kỳ", "Sơ kết quý I · 06/04/2024"):
        assert words in plain(facility)
    assert "over 1,250 lượt" in plain(facility) and "quarter 1 of 2024" in plain(facility)


def test_a_person_has_a_line_of_posts_and_meetings_with_those_present(graph: Any) -> None:
    shown = plain(report(graph, "tran thi hoa sen"))
    assert f"Giám đốc · {FACILITY} · lúc 05/04/2024" in shown
    assert "Hội nghị sơ kết quý I · 05/04/2024" in shown
    assert f"{PERSON} · chủ trì" in shown and "Lý Văn Bách · tham dự" in shown
    former = report(graph, "Lý Văn Bách")
    assert former.index("Phó Giám đốc") < former.index('class="fact former"'), "posts still held come first"
    assert "nguyên Phó Giám đốc" in plain(former)


def test_a_figure_of_the_chart_leads_to_its_fact(facility: str) -> None:
    svg = re.search(r"<figure>(<svg.*?</svg>)</figure>", facility, re.DOTALL)
    assert svg is not None
    links = re.findall(r'href="#(fact-\d+)"', svg[1])
    assert len(links) == 2 and all(f'<li id="{link}"' in facility for link in links)
    assert "“Trong quý I, Trung tâm khám hơn 1.250 lượt" in svg[1]


def test_it_runs_nothing_and_asks_nobody(facility: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', facility)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;; style-src &#39;sha256-") and "script" not in policy[1]
    assert "<script" not in facility and not re.search(r"<[^>]*\son\w+=", facility) and " style=" not in facility
    assert not re.search(r"""(src|href)=["'](https?:)?//""", facility)


def test_hostile_words_stay_words_and_only_web_addresses_are_links(graph: Any) -> None:
    turtle = graph.serialize().decode()
    for words in (PERSON, "Sơ kết quý I", "Bác sĩ CKI", "chủ trì", "so-ket.txt"):
        assert f'"{words}"' in turtle
        turtle = turtle.replace(f'"{words}"', f'"{HOSTILE}"')
    turtle = turtle.replace('"Cổng thông tin huyện Lạc Thủy Nam"', '"javascript:alert(4)"')
    shown = report(Graph.load(turtle.encode()), "person:tran-thi-hoa-sen-tinh-lac-thuy")
    assert "<script" not in shown and "<img" not in shown and 'href="javascript' not in shown
    assert shown.count("</style>") == 1 and "{{7*7}}" in shown
    linked = turtle.replace('"javascript:alert(4)"', '"https://example.org/tin"')
    assert 'href="https://example.org/tin"' in report(Graph.load(linked.encode()), "person:tran-thi-hoa-sen-tinh-lac-thuy")


def test_the_same_graph_gives_the_same_bytes_whatever_its_order(facility: str, graph: Any) -> None:
    assert report(Graph(sorted(graph.store, key=lambda quad: str(quad)[::-1])), FACILITY) == facility


def test_a_name_that_is_not_there_or_nothing_at_all(graph: Any) -> None:
    with pytest.raises(QueryError, match=r"nearest.*Trần Thị Hoa Sen"):
        report(graph, "Trần Thị Hoa Mẫu")
    with pytest.raises(QueryError, match="no people and no bodies"):
        report(Graph(), "Ai")
    bare = "@prefix kg: <https://w3id.org/yte-kg/ontology#> . <urn:x> a kg:Person ."
    assert "chưa có dữ kiện" in plain(report(Graph.load(bare.encode()), "urn:x")).lower()


def test_facts_without_a_day_a_document_or_a_quote_are_shown() -> None:
    turtle = """@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <urn:> .
    :p a kg:Person ; rdfs:label "Mai" . :r a kg:RoleHolding ; kg:holder :p ; kg:roleText "Y sĩ" ; kg:evidence :e ."""
    assert "Y sĩ · không ghi ngày" in plain(report(Graph.load(turtle.encode()), "mai"))
    assert "không rõ văn bản" in plain(report(Graph.load(turtle.encode() + b' :e kg:quote "ba Mai" .'), "mai"))


def test_the_command_writes_the_page(
    graph: Any, facility: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("g.ttl").write_bytes(graph.serialize())
    assert main(["report", "trung tam y te huyen lac thuy nam", "--graph", "g.ttl", "-o", "ra/hs.html"]) == 0
    assert capsys.readouterr().out == f"→ {Path('ra/hs.html')}\n"
    assert Path("ra/hs.html").read_text(encoding="utf-8") == facility
    assert main(["report", "Không Ai Cả", "--graph", "g.ttl"]) == 2
    assert capsys.readouterr().err.startswith("lỗi (error): Không Ai Cả: ")
