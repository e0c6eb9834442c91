"""Reading: objects, tables, graphs, of now and of a moment, by threads and by coroutines."""

import asyncio
import math
from datetime import datetime, timedelta, timezone

import pytest
from conftest import CLOSED_URL, OPEN_URL

import pedigraph
from pedigraph import errors, operations


def test_a_version_comes_with_all_that_made_it(open_pg):
    version = open_pg.version("demo/churn@production")
    assert (version.ref, version.status, version.code.dirty) == ("demo/churn@1.1.0", "PRODUCTION", False)
    assert version.parameters == {"learning_rate": 0.1, "max_depth": 6} and version.metrics["auc"] == 0.87
    (use,) = version.datasets
    assert (use.role, use.dataset_version.ref, use.dataset_version.row_count) == (
        "TRAINING",
        "demo/customers@1.1.0",
        9101,
    )
    assert use.dataset_version.derived_from[0].ref == "demo/customers-raw@1.1.0"
    assert version.environment.runtime.version == "3.11.7" and len(version.environment.packages) == 3
    assert version.reproducibility.verdict == "REPRODUCIBLE" and version.created_at.tzinfo is not None
    assert [(one.target, one.active) for one in version.deployments] == [("demo-eu", True)]
    assert version.lineage.complete and "demo/customers-raw@1.1.0" in version.lineage.nodes.column("ref")
    assert "demo/churn@1.1.0" in version._repr_html_() and "REPRODUCIBLE" in repr(version)


def test_a_ref_that_selects_nothing_is_an_exception_with_what_is_nearly_so(open_pg):
    with pytest.raises(errors.NotFound) as caught:
        open_pg.version("demo/chrun@production")
    assert caught.value.code == "NOT_FOUND" and "demo/chrun" in caught.value.message
    assert any("demo/churn" in ref for ref in caught.value.details["nearest"])
    with pytest.raises(errors.NotFound):
        open_pg.model("demo/nothing")


def test_a_moment_of_the_past_has_its_own_answer(open_pg):
    before = open_pg.model("demo/churn").created_at - timedelta(days=1)
    assert open_pg.model("demo/churn").aliases == {"production": "demo/churn@1.1.0", "staging": "demo/churn@2.0.0"}
    assert open_pg.model("demo/churn", as_of=before).aliases == {}
    assert len(open_pg.versions("demo/churn", as_of=before)) == 0
    with pytest.raises(errors.NotFound):
        open_pg.version("demo/churn@production", as_of=before)
    now = datetime.now(timezone.utc)
    assert open_pg.version("demo/churn@production", as_of=now).ref == "demo/churn@1.1.0"


def test_versions_and_runs_are_frames_with_named_columns(open_pg):
    versions = open_pg.versions("demo/churn").to_frame().set_index("version")
    assert list(versions.index) == ["2.0.0", "1.1.0", "1.0.0"]
    assert versions.loc["1.1.0", "metric.auc"] == 0.87 and versions.loc["1.1.0", "parameter.max_depth"] == 6
    runs = open_pg.runs("namespace:demo", order_by_metric="auc", columns=["name", "metric.auc", "parameter.max_depth"])
    frame = runs.to_frame()
    assert list(frame.columns) == ["name", "metric.auc", "parameter.max_depth"]
    assert frame["metric.auc"].is_monotonic_decreasing and len(frame) > 2
    assert open_pg.read_run(open_pg.runs("namespace:demo")[0]["id"]).experiment.startswith("demo/")


def test_a_series_is_a_frame_and_a_comparison_has_metrics_beside_each_other(open_pg):
    runs = open_pg.runs("namespace:demo metric.auc:*")
    series = open_pg.metric_series(runs.column("id"), "auc").to_frame()
    assert set(series["run"]) == set(runs.column("id")) and series["step"].min() == 1
    comparison = open_pg.compare("demo/churn@1.0.0", "demo/churn@1.1.0")
    (auc,) = (row for row in comparison.metrics if row["key"] == "auc")
    assert auc["demo/churn@1.1.0"] == 0.87 and auc["better"] == "HIGHER"
    assert "demo/churn@1.1.0" in comparison.changes.column("ref") and comparison.complete


def test_a_lineage_is_two_frames_or_a_graph(open_pg):
    lineage = open_pg.lineage("demo/churn@1.1.0", direction="upstream")
    nodes, edges = lineage.to_frames()
    assert set(nodes["kind"]) == {"MODEL_VERSION", "RUN", "DATASET_VERSION", "ENVIRONMENT_VERSION"} and len(edges) > 3
    import networkx

    graph = lineage.to_networkx()
    by_ref = {data["ref"]: node for node, data in graph.nodes(data=True)}
    ends = by_ref["demo/churn@1.1.0"], by_ref["demo/customers-raw@1.1.0"]
    assert networkx.has_path(graph.to_undirected(), *ends)


def test_impact_says_what_rests_on_data_and_what_is_safe(open_pg):
    impact = open_pg.impact("demo/customers-raw@1.1.0")
    assert {"demo/churn@1.1.0", "demo/churn@2.0.0"} <= set(impact.model_versions.column("ref"))
    assert impact.deployments[0]["safe_rollback"] == "demo/churn@1.0.0"


def test_a_search_has_its_facets_and_says_where_a_mistake_stands(open_pg):
    found = open_pg.search("namespace:demo metric.auc > 0.8", kinds=["MODEL_VERSION"])
    assert found.total_count == len(found) and found.facets["KIND"] == {"MODEL_VERSION": len(found)}
    with pytest.raises(errors.BadUserInput) as caught:
        open_pg.search("metric.auc >")
    assert caught.value.details["column"]


def test_any_query_can_be_asked_and_what_is_there_beside_an_error_is_given(open_pg):
    data = open_pg.query("query ($ref: String!) { modelVersion(ref: $ref) { version } }", {"ref": "demo/churn@latest"})
    assert data == {"modelVersion": {"version": "2.0.0"}}
    with pytest.raises(errors.GraphqlValidationFailed):
        open_pg.query("{ nothing }")


def test_coroutines_have_the_same_operations_with_the_same_answers(open_pg):
    async def read():
        async with pedigraph.connect_async(OPEN_URL) as pg:
            refs = ["demo/churn@1.0.0", "demo/churn@1.1.0"]
            versions = await asyncio.gather(*(pg.version(ref) for ref in refs))
            with pytest.raises(errors.NotFound):
                await pg.version("demo/churn@9.9.9")
            return versions, await pg.runs("namespace:demo")

    versions, runs = asyncio.run(read())
    assert [version.ref for version in versions] == ["demo/churn@1.0.0", "demo/churn@1.1.0"]
    assert versions[1].digest == open_pg.version("demo/churn@1.1.0").digest
    assert runs.rows == open_pg.runs("namespace:demo").rows
    for name in operations.__all__:
        assert getattr(pedigraph.Client, name).__doc__ == getattr(pedigraph.AsyncClient, name).__doc__


def test_a_token_is_wanted_where_there_are_tokens_and_a_viewer_only_reads(as_role, namespace):
    with pedigraph.connect(CLOSED_URL) as nobody, pytest.raises(errors.Unauthenticated):
        nobody.models()
    viewer = as_role("VIEWER")
    assert viewer.search("namespace:none-such").total_count == 0
    with pytest.raises(errors.Forbidden) as caught:
        viewer.register(f"{namespace}/model", config={"depth": 1}, environment=False, code=False)
    assert namespace in caught.value.message and "CONTRIBUTOR" in caught.value.message


def test_the_environment_says_which_server_and_who(monkeypatch):
    monkeypatch.setenv("PEDIGRAPH_URL", OPEN_URL.removesuffix("/graphql"))
    monkeypatch.setenv("PEDIGRAPH_TOKEN", "a token that nobody sees")
    with pedigraph.connect() as client:
        assert client.settings.url == OPEN_URL and client.settings.token == "a token that nobody sees"
        assert "nobody" not in repr(client) + repr(client.settings)
    with pytest.raises(ValueError, match="Expected the URL of a server"):
        pedigraph.connect("localhost:4000")


def test_rows_without_a_value_are_empty_cells_and_a_table_is_escaped():
    table = pedigraph.Table([{"a": 1}, {"a": math.nan, "b": "<script>"}])
    assert table.columns == ["a", "b"] and table.column("b") == [None, "<script>"]
    assert "<script>" not in table._repr_html_() and "&lt;script&gt;" in table._repr_html_()
