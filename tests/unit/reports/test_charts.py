from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import attrs

from tests import summaries
from triage.monitoring.outlook import Forecast, Path
from triage.monitoring.values import Budget
from triage.monitoring.weeks import Week
from triage.reports.charts import Chart, inflow_charts, pot_chart

RICH = summaries.rich()
POT, AHEAD = RICH.budgets[0], RICH.projection.budgets[0]


def texts(chart: Chart) -> list[str | None]:
    return [text.text for text in ET.fromstring(chart.svg).iter("text")]  # noqa: S314  # our own


def shapes(chart: Chart, kind: str) -> list[ET.Element]:
    return list(ET.fromstring(chart.svg).iter(kind))  # noqa: S314  # our own


def drawn(pot: Budget, ahead: Forecast | None) -> Chart:
    chart = pot_chart(RICH, pot, ahead)
    assert chart is not None
    return chart


def test_lines_differ_in_more_than_colour() -> None:
    chart = drawn(POT, AHEAD)

    looks = {(sign.stroke.width, sign.stroke.dashes, sign.fill) for sign in chart.signs}

    assert [sign.text for sign in chart.signs] == [
        *("Gebruikt", "Beschikbaar", "Verwacht", "Vier van de vijf keer hierbinnen"),
    ]
    assert len(looks) == 4


def test_what_is_expected_begins_where_what_is_used_ends() -> None:
    chart = drawn(POT, AHEAD)

    expected, _, used = (shape.get("d", "").split() for shape in shapes(chart, "path"))

    assert expected[1:3] == used[-2:]
    assert len(shapes(chart, "polygon")) == 1


def test_a_pot_without_a_forecast_has_no_band() -> None:
    chart = drawn(POT, None)

    assert shapes(chart, "polygon") == []
    assert [sign.text for sign in chart.signs] == ["Gebruikt", "Beschikbaar"]
    assert chart.header == ("Week", "Gebruikt")
    assert [len(row) for row in chart.rows] == [2] * 12
    assert chart.rows[-1][0] == "week 20"


def test_a_pot_that_was_not_funded_yet_has_no_line_above_it() -> None:
    chart = drawn(attrs.evolve(POT, granted=None, free=None), None)

    assert [sign.text for sign in chart.signs] == ["Gebruikt"]
    assert chart.told == "Gebruikt is €\u00a0108.006,00; de pot is nog niet toegekend."


def test_a_pot_that_nothing_was_taken_of_is_not_drawn() -> None:
    assert pot_chart(RICH, attrs.evolve(POT, weekly={}), AHEAD) is None


def test_a_scale_is_written_as_in_dutch() -> None:
    shown = texts(drawn(POT, AHEAD))

    assert {"wk 9", "100.000", "200.000"} <= set(shown)


def test_small_numbers_are_counted_in_whole_ones() -> None:
    first, _ = inflow_charts(attrs.evolve(RICH, weekly={"2021-W20": 1}, arrivals={}))

    assert [text for text in texts(first) if not str(text).startswith("wk")] == [
        *("1", "2", "3", "4", "5", "0"),
    ]
    assert first.rows == (("week 20", "1", "0"),)


def test_weeks_go_on_over_new_year() -> None:
    last = summaries.report(Week(2022, 1), weekly={"2021-W51": 3, "2022-W01": 2})

    first, together = inflow_charts(last)

    assert [row[0] for row in first.rows] == ["week 51 van 2021", "week 52 van 2021", "week 1"]
    assert [row[1] for row in together.rows] == ["3", "3", "5"]


def test_the_backlog_and_the_ceiling_lie_above_the_intakes() -> None:
    _, together = inflow_charts(RICH)

    _, ceiling, _ = shapes(together, "path")
    assert [sign.text for sign in together.signs][-1] == "Plafond"
    assert ceiling.get("stroke-dasharray")
    assert together.told == (
        "Er waren 182 intakes. Met wie nog gebeld moet worden erbij zijn het 306 mensen; "
        "het plafond is 350."
    )


def test_without_intakes_nothing_is_drawn() -> None:
    assert inflow_charts(attrs.evolve(RICH, weekly={"2021-W20": 0})) == ()


def test_texts_cannot_become_part_of_the_picture() -> None:
    chart = drawn(attrs.evolve(POT, name="<b>&"), None)

    assert "<b>" not in chart.svg
    assert "&lt;b&gt;&amp;" in chart.svg


def test_a_path_of_one_week_can_be_drawn() -> None:
    week = Path("2021-W21", Decimal(1), Decimal(2), Decimal("2.123456789"))

    chart = drawn(POT, attrs.evolve(AHEAD, path=(week,)))

    assert len(shapes(chart, "polygon")) == 1
    assert "123456789" not in chart.svg
