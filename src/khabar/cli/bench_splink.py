"""Splink on the world that ``khabar bench link`` measures: its own blocking, its own learning, its own clustering.

Invariant: Splink sees the columns that the linker sees, and never the happening that a mention tells.
"""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as cl

from khabar.link.across.profiles import Column

PROBABILITIES = (0.9, 0.99, 0.999, 0.9999)
"""Thresholds that are tried; the best is shown."""
RULES = (("a2", "d_lo"), ("a1", "d_lo", "fam"), ("a0", "d_lo", "actor"), ("name",), ("loc", "pub", "fam"))
EXACT = ("etype", "fam", "actor", "victim", "weapon", "name")


def link_by_splink(columns: dict[str, Column]) -> dict[float, Column]:
    """Splink's clusters of the mentions at each of `PROBABILITIES`, in order of ``unique_id``."""
    frame = pd.DataFrame({name: _nullable(column) for name, column in columns.items() if name != "ev"})
    comparisons: list[Any] = [cl.ExactMatch(name) for name in EXACT]
    comparisons += [_levels("d_lo", (0, 1, 7)), _levels("killed", (0, 1, 5)), _levels("injured", (0, 1, 5))]
    comparisons.append(
        cl.CustomComparison(
            [
                {"sql_condition": "(a0_l is null or a0_r is null)", "label_for_charts": "null", "is_null_level": True},
                *({"sql_condition": f"{p}_l = {p}_r", "label_for_charts": p} for p in ("loc", "a2", "a1", "a0")),
                {"sql_condition": "ELSE", "label_for_charts": "else"},
            ],
            output_column_name="place",
        )
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
        retain_matching_columns=False,
    )
    api = DuckDBAPI()
    linker = Linker(api.register(frame), settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match([block_on("loc", "d_lo", "etype", "killed")], 0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (("loc", "d_lo"), ("actor", "victim", "d_lo", "etype")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    predicted = linker.inference.predict(threshold_match_probability=min(PROBABILITIES))
    found = {}
    for threshold in PROBABILITIES:
        made = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
        table = cast(Any, made).as_pandas_dataframe().sort_values("unique_id")
        found[threshold] = table["cluster_id"].to_numpy()
    return found


def _levels(name: str, within: tuple[int, ...]) -> cl.CustomComparison:
    """A number compared by how far apart the two are."""
    levels = [{"sql_condition": f"abs({name}_l - {name}_r) <= {n}", "label_for_charts": f"within {n}"} for n in within]
    null = {"sql_condition": f"{name}_l is null or {name}_r is null", "label_for_charts": "null", "is_null_level": True}
    return cl.CustomComparison([null, *levels, {"sql_condition": "ELSE", "label_for_charts": "else"}], name)


def _nullable(column: Column) -> pd.Series:
    series = pd.Series(column)
    if series.dtype.kind == "f":
        return series
    return series.astype("Int64").mask(series < 0)
