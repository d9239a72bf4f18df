"""Danish numbers, dates and sentences."""

from datetime import date

import pytest

from dashboard import errors, formatting
from dashboard.errors import DashboardError, MissingText
from dashboard.kpi import wording
from dashboard.kpi.registry import registry
from dashboard.measurement import Comparison, Measurement, Movement, Silence, Target, Verdict
from dashboard.selection import Month, Period
from dashboard.words import error_sentence, words

KPIS = registry()
TIMELY, OVERDUE, OLDEST = KPIS["timely_decisions"], KPIS["overdue_open_cases"], KPIS["oldest_overdue_days"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "decimals", "text"),
        [(1234, 0, "1.234"), (1234567, 0, "1.234.567"), (12.5, 1, "12,5"), (-3, 0, "−3"), (0.05, 1, "0,1"), (2.5, 0, "3"),
         (-0.04, 1, "0,0"), (1e-9, 1, "0,0")],
    )  # fmt: skip
    def test_numbers_have_dots_and_commas(self, value: float, decimals: int, text: str) -> None:
        assert formatting.number(value, decimals) == text

    @pytest.mark.parametrize(
        ("share", "text"), [(0.834, "83,4 %"), (1, "100,0 %"), (0.0005, "0,1 %"), (0.29, "29,0 %")]
    )
    def test_shares_are_percent_with_one_decimal(self, share: float, text: str) -> None:
        assert formatting.percent(share) == text

    def test_days_are_counted_in_danish(self) -> None:
        assert [formatting.days(1), formatting.days(12.5, 1), formatting.days(0)] == ["1 dag", "12,5 dage", "0 dage"]

    def test_differences_carry_their_sign(self) -> None:
        assert formatting.percentage_points(0.019) == "+1,9 procentpoint"
        assert formatting.percentage_points(-0.019) == "−1,9 procentpoint"
        assert formatting.signed(-0.01, 1) == "0,0"

    def test_dates_and_periods_are_danish(self) -> None:
        assert formatting.long_date(date(2023, 11, 30)) == "30. november 2023"
        assert formatting.period(Period(Month(2022, 12), Month(2023, 11))) == "december 2022 – november 2023"
        assert formatting.period(Period(Month(2023, 1), Month(2023, 11))) == "januar – november 2023"
        assert formatting.period(Period(Month(2023, 5), Month(2023, 5))) == "maj 2023"


class TestSentences:
    def test_of_a_ratio_both_populations_are_named(self) -> None:
        closed = Measurement(4285 / 4282, 4282, numerator=4285, denominator=4282)
        assert wording.n_text(KPIS["clearance_rate"], closed) == "4.285 lukkede sager mod 4.282 modtagne sager"
        complaints = Measurement(98 / 1375, 98, numerator=98, denominator=1375)
        told = wording.n_text(KPIS["complaints_per_100_refusals"], complaints)
        assert told == "98 klager mod 1.375 hele eller delvise afslag og ophør"

    def test_the_two_populations_of_reassessments_are_told_apart(self) -> None:
        one = Measurement(0.25, 88, numerator=22, denominator=88)
        nouns = [wording.n_text(KPIS[name], one) for name in ("timely_reassessments", "reassessment_changes")]
        assert nouns == ["22 af 88 færdige genvurderinger", "22 af 88 realitetsbehandlede genvurderinger"]

    def test_an_interval_whose_ends_read_the_same_is_not_told(self) -> None:
        dispatch = KPIS["median_dispatch_days"]
        assert wording.interval_text(dispatch, Measurement(1.0, 500, interval=(1.0, 1.0))) == ""
        assert wording.interval_text(dispatch, Measurement(1.0, 500, interval=(1.0, 2.0))) == "95 %-interval 1–2 dage"

    def test_a_number_without_a_better_direction_changes_without_a_verdict(self) -> None:
        change = Comparison(Measurement(3851, 3851), date(2021, 12, 1), date(2022, 11, 30), 282, Movement.NEUTRAL)
        told = wording.comparison_text(KPIS["decisions"], change, "year_before")
        assert told == "+282 afgørelser i forhold til samme periode året før (3.851)"

    def test_the_finding_of_a_share_is_said_as_a_fraction(self) -> None:
        share = Measurement(0.75, 100, numerator=75, denominator=100)
        assert wording.title(TIMELY, share) == "Tre af fire afgørelser ligger inden for fristen"

    @pytest.mark.parametrize(
        ("share", "text"),
        [(0, "Ingen"), (0.02, "Næsten ingen"), (0.5, "Én af to"), (0.72, "Knap tre af fire"), (0.834, "Godt fire af fem"),
         (0.98, "Næsten alle"), (1, "Alle")],
    )  # fmt: skip
    def test_a_share_is_near_a_fraction(self, share: float, text: str) -> None:
        assert wording.fraction(share) == text

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (0, "Ingen åbne sager er over fristen"),
            (1, "Én åben sag er over fristen"),
            (1249, "1.249 åbne sager er over fristen"),
        ],
    )
    def test_a_count_knows_none_one_and_many(self, value: int, text: str) -> None:
        assert wording.title(OVERDUE, Measurement(float(value), value)) == text

    def test_a_suppressed_count_is_still_a_sentence(self) -> None:
        told = Measurement(None, None, silence=Silence.SUPPRESSED, fewer_than=5)
        assert wording.value_text(OVERDUE, told) == "færre end 5"
        assert wording.title(OVERDUE, told) == "Færre end 5 åbne sager er over fristen"

    def test_a_band_is_said_in_months(self) -> None:
        assert wording.value_text(OLDEST, Measurement(None, 8, band_days=90)) == "over 3 måneder"
        assert wording.value_text(OLDEST, Measurement(None, 8, band_days=0)) == "højst 1 måned"

    def test_silence_is_a_dash_or_a_reason(self) -> None:
        assert wording.value_text(TIMELY, Measurement(None, 0, silence=Silence.NO_CASES)) == "–"
        assert wording.value_text(TIMELY, Measurement(None, None, silence=Silence.NOT_DELIVERED)) == "ikke leveret"

    def test_the_basis_interval_and_target_stand_beside_the_number(self) -> None:
        share = Measurement(319 / 393, 393, numerator=319, denominator=393, interval=(0.7704, 0.8473))
        assert wording.n_text(TIMELY, share) == "319 af 393 afgørelser med frist"
        assert wording.interval_text(TIMELY, share) == "95 %-interval 77,0–84,7 %"
        assert wording.target_text(TIMELY, Target(0.9, date(2021, 1, 1), True)) == "Mål 90 % (eksempel)"
        assert wording.target_text(TIMELY, Target(0.875, date(2021, 1, 1), False)) == "Mål 87,5 %"

    def test_a_comparison_says_how_much_against_what_and_how_to_take_it(self) -> None:
        then = Measurement(0.811, 400, numerator=324, denominator=400)
        comparison = Comparison(then, date(2022, 1, 1), date(2022, 12, 31), 0.023, Movement.BETTER)
        text = wording.comparison_text(TIMELY, comparison, "previous")
        assert text == "+2,3 procentpoint i forhold til perioden før (81,1 %), bedre"
        assert wording.movement_shape(TIMELY, comparison) == "▲"

    @pytest.mark.parametrize(
        ("kpi_id", "word"),
        [
            ("timely_decisions", "men forskellen kan være tilfældig"),
            ("oldest_overdue_days", "men én sag afgør tallet"),
            ("worker_changes_per_citizen", "men mange skift kan skyldes, at én medarbejder stopper"),
        ],
    )
    def test_why_a_difference_is_not_judged_is_said(self, kpi_id: str, word: str) -> None:
        unclear = Comparison(Measurement(0.5, 50), date(2022, 1, 1), date(2022, 12, 31), 1, Movement.UNCLEAR)
        assert wording.movement_text(KPIS[kpi_id], unclear) == word

    @pytest.mark.parametrize("kpi_id", ["oldest_overdue_days", "worker_changes_per_citizen"])
    def test_what_is_never_judged_is_no_verdict_where_there_is_nothing_to_compare(self, kpi_id: str) -> None:
        none = Comparison(Measurement(None, 0), date(2022, 1, 1), date(2022, 12, 31), None, Movement.NONE)
        assert wording.movement_text(KPIS[kpi_id], none) == ""

    def test_a_difference_that_reads_as_nothing_has_no_direction(self) -> None:
        then = Measurement(0.811, 400, numerator=324, denominator=400)
        # 0.0004 is 0,04 procentpoint, which one decimal shows as 0,0; 0.0005 is shown as 0,1.
        still = Comparison(then, date(2022, 1, 1), date(2022, 12, 31), -0.0004, Movement.WORSE)
        assert (
            wording.comparison_text(TIMELY, still, "previous") == "næsten uændret i forhold til perioden før (81,1 %)"
        )
        assert wording.movement_shape(TIMELY, still) == "■"
        moved = Comparison(then, date(2022, 1, 1), date(2022, 12, 31), 0.0005, Movement.UNCLEAR)
        assert wording.movement_shape(TIMELY, moved) == "▲"

    def test_every_enum_has_its_words(self) -> None:
        for verdict in Verdict:
            assert wording.verdict_text(verdict)
        for movement in Movement:
            assert words("common").has(f"wording.movement.{movement}")
        for silence in Silence:
            assert words("common").has(f"silence.{silence}")
            assert words("common").has(f"silence_explanation.{silence}")

    def test_every_noun_of_a_definition_is_known(self) -> None:
        for kpi in KPIS.values():
            nouns = {part.noun for part in kpi.parts.values()} | ({kpi.unit} - {"percent"})
            assert all(words("common").has(f"nouns.{noun}.other") for noun in nouns), kpi.kpi_id


class TestTexts:
    def test_a_missing_text_is_a_named_error(self) -> None:
        with pytest.raises(MissingText):
            words("common")("no.such.key")
        with pytest.raises(MissingText):
            words("no_such_page")

    def test_every_named_error_has_a_sentence_that_uses_only_its_fields(self) -> None:
        for name, kind in vars(errors).items():
            if isinstance(kind, type) and issubclass(kind, DashboardError) and kind is not DashboardError:
                fields = {field: date(2023, 1, 1) for field in kind.__annotations__}
                assert error_sentence(kind(**fields)).endswith("."), name

    def test_an_error_tells_its_sentence(self) -> None:
        assert "T99" in error_sentence(errors.UnknownChoice(option="Teamet", text="T99", known="T1"))
