"""The notebook of examples/notebook goes all the way, in a kernel of its own."""

import os
import shutil

import nbformat
from conftest import OPEN_URL, REPOSITORY
from nbclient import NotebookClient

import pedigraph


def test_the_notebook_trains_registers_compares_plots_and_promotes(git, tmp_path, monkeypatch):
    for name in ("notebook", "house-prices"):
        shutil.copytree(REPOSITORY / "examples" / name, tmp_path / name)
    git("add", "--all")
    git("commit", "--quiet", "--message", "Houses")
    monkeypatch.setenv("PEDIGRAPH_URL", OPEN_URL)
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(tmp_path / "notebook" / "house-prices.ipynb", as_version=4)
    options = {"kernel_name": "python3", "resources": {"metadata": {"path": str(tmp_path / "notebook")}}}
    NotebookClient(notebook, timeout=600, **options).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type == "error"]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    with pedigraph.connect(OPEN_URL) as pg:
        version = pg.version("notebook/house-prices@production")
    assert version.architecture == "boosted" and version.metrics["r2"] > 0.9
    # PARTIAL where a package does not come from an index, as the client that is tested does not.
    assert version.reproducibility.verdict in ("REPRODUCIBLE", "PARTIAL")
    written = os.environ.get("PEDIGRAPH_WRITE_NOTEBOOK")
    if written:
        nbformat.write(notebook, written)
