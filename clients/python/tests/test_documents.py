"""What README.md and this client's own say in Python does what they say."""

import re

import pytest
from conftest import OPEN_URL, REPOSITORY

import pedigraph

BLOCKS = [
    pytest.param(match[1], id=f"{name}-{number}")
    for name in ("README.md", "clients/python/README.md")
    for number, match in enumerate(
        re.finditer(r"^```python\n(.*?)^```", (REPOSITORY / name).read_text("utf-8"), re.M | re.S)
    )
]


@pytest.mark.parametrize("block", BLOCKS)
def test_each_piece_runs_on_the_example(block, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.bin").write_text("weights")
    with pedigraph.connect(OPEN_URL) as pg:
        names = {"pg": pg, "run": None}
        if "run=run" in block:
            with pg.run("demo/documents", code=False) as names["run"]:
                pass
        exec(block.replace("http://127.0.0.1:4000", OPEN_URL), names)
