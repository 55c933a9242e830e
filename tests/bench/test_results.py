from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

from generators import CACHED, HUGO, OURS, PLAIN
from goals import MIB, PHOTOS_ROW, photos_verdict, verdicts
from one_photo import PLUGIN, PhotoCosts
from plot import plot
from results import Results

WALLS = {
    (1000, OURS, "cold"): 2.0,
    (1000, HUGO, "cold"): 1.0,
    (10_000, OURS, "cold"): 20.0,
    (10_000, PLAIN, "cold"): 88.0,
    (10_000, HUGO, "cold"): 10.0,
    (10_000, OURS, "no change"): 0.15,
    (10_000, HUGO, "no change"): 10.0,
    (10_000, OURS, "body"): 0.9,
    (10_000, HUGO, "body"): 9.0,
    (10_000, CACHED, "body"): 50.0,
    (10_000, OURS, "serve"): 0.3,
    (10_000, HUGO, "serve"): 2.0,
}
NAMES = {
    "no change, 10,000 reports, to Hugo's build": True,
    "body of one report, 10,000 reports, to Hugo's build": False,
    "title of one report, 10,000 reports, to Hugo's build": None,
    "invoke serve, saved to seen, 10,000 reports, to hugo server": True,
    "cold, 10,000 reports, to Hugo": False,
    "cold, 10,000 reports, to plain Pelican": True,
    "cold, time for a report, 10,000 reports to 1,000": True,
    "cold, 10,000 reports, memory of the largest process, MiB": False,
}


def test_each_goal_is_met_or_not_or_was_not_measured() -> None:
    found = {each.name: each for each in verdicts(WALLS, (100, 1000, 10_000), 301 * MIB)}
    assert {name: found[name].met for name in NAMES} == NAMES
    assert found["cold, 10,000 reports, to Hugo"].measured == 2.0
    assert "NOT MET" in found["cold, 10,000 reports, to Hugo"].line()


def test_photos_are_judged_where_the_same_work_was_done() -> None:
    walls = {(10, OURS, PHOTOS_ROW): 30.0, (10, HUGO, PHOTOS_ROW): 120.0}
    same = photos_verdict(10, walls, {OURS: 7, HUGO: 7})
    assert (same.met, same.measured, same.goal) == (True, 0.25, Fraction(1, 3))
    less = photos_verdict(10, walls, {OURS: 1, HUGO: 7})
    assert less.met is None
    assert "Hugo 7" in less.line()


def test_a_photo_is_told_beside_what_others_need_for_it() -> None:
    costs = PhotoCosts({OURS: 0.4, PLUGIN: 0.8, HUGO: 1.6}, {OURS: 1.0, HUGO: 3.6})
    assert costs.verdict().met
    result = costs.as_json()
    assert result["ratios"] == {PLUGIN: 0.5, HUGO: 0.25}
    assert result["avif more"] == {OURS: 0.6, HUGO: 2.0}
    assert any(line.split()[-1] == "0.25" for line in costs.lines())
    alone = PhotoCosts({OURS: 0.5}, {OURS: 1.0})
    assert alone.verdict().met is False
    assert alone.as_json()["ratios"] == {}


def test_results_are_told_with_and_without_photos() -> None:
    results = Results({})
    assert results.as_json([])["one photo, processor seconds"] is None
    before = results.table()
    results.one_photo = PhotoCosts({OURS: 0.4}, {OURS: 1.0})
    assert results.as_json([])["one photo, processor seconds"]
    assert results.table().startswith(before)
    assert "three AVIF more" in results.table()


def test_the_picture_shows_all_that_was_measured() -> None:
    root = ElementTree.fromstring(plot(WALLS, (1000, 10_000)))
    words = "".join(root.itertext())
    for name in ("Kairanban, no change: 0.15", "Kairanban, cold: 20", "hugo server: 2"):
        assert name in words
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polyline"))) == 8


def test_names_of_lines_do_not_stand_upon_one_another() -> None:
    walls = {(1000, OURS, "cold"): 2.0, (1000, HUGO, "cold"): 2.0, (1000, PLAIN, "cold"): 2.0}
    root = ElementTree.fromstring(plot(walls, (1000,)))
    places = [
        float(text.attrib["y"])
        for text in root.iter("{http://www.w3.org/2000/svg}text")
        if ":" in (text.text or "")
    ]
    assert len(places) == 3
    assert min(b - a for a, b in pairwise(places)) >= 15
