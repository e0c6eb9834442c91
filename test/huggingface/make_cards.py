"""Cards that the real huggingface_hub writes, and what it reads of them: python make_cards.py FOLDER SEED COUNT.

Some are written by hand, as people write them: what is expected of all is what huggingface_hub itself says.
"""

import json
import pathlib
import random
import sys

from huggingface_hub import DatasetCard, DatasetCardData, EvalResult, ModelCard, ModelCardData
from huggingface_hub.repocard import metadata_load

TEXTS = ["plain", "ä ü 中文", "with: colon", "#hash", "- dash", "'quoted'", '"double"', "yes", "no", "1.0", "null", "a\nb"]
LANGUAGES = ["no", "en", "nb", "multilingual", "on"]
BY_HAND = [
    "---\r\nlicense: mit\r\ntags:\r\n- a\r\n---\r\n# Text\r\nwith CR LF\r\n",
    "\n\n---\nlicense: mit\n---   \n# Text\n",
    "---\nlicense: mit\n---",
    "# No metadata\n---\nlicense: mit\n---\n",
    "---\nlicense: mit\nnever: closed\n",
    "---\nbase: &b {license: mit}\ncopy:\n  <<: *b\n  more: 1\n---\ntext ---\n---\n",
    "---\n# only a comment\n---\ntext\n",
    "---\nwidget:\n- text: |\n    several\n    lines\n  example_title: >-\n    folded\n    line\n---\n",
]


def texts(rng, most=3):
    chosen = rng.sample(TEXTS, rng.randint(1, most))
    return chosen[0] if len(chosen) == 1 and rng.random() < 0.5 else chosen


def evaluation(rng, index):
    optional = lambda value: value if rng.random() < 0.5 else None
    return EvalResult(
        task_type=rng.choice(["text-classification", "Retrieval"]),
        task_name=optional("Classifying"),
        dataset_type=rng.choice(["glue", "mteb/amazon", "acme/reviews"]),
        dataset_name=rng.choice(["GLUE", "Größe: ü"]),
        dataset_config=optional(rng.choice(["default", "no"])),
        dataset_split=optional("test"),
        dataset_revision=optional(f"{rng.getrandbits(160):040x}"),
        metric_type=f"metric-{index}",
        metric_value=rng.choice([rng.random(), rng.randint(-5, 100), 1e-9, 1e22, "91%", "0.5"]),
        metric_name=optional("A metric"),
    )


def model_card(rng):
    results = [evaluation(rng, index) for index in range(rng.randint(0, 6))]
    data = ModelCardData(
        base_model=rng.choice([None, "acme/base", ["acme/base", "acme/other"]]),
        datasets=rng.choice([None, "glue", ["acme/reviews", "glue"]]),
        language=rng.choice([*LANGUAGES, LANGUAGES[:2]]),
        library_name=rng.choice([None, "transformers"]),
        license=rng.choice(["mit", "apache-2.0", "other"]),
        license_name=rng.choice([None, "ours"]),
        pipeline_tag="text-classification",
        tags=rng.sample(TEXTS, rng.randint(0, 4)),
        model_name="tiny" if results else None,
        eval_results=results or None,
        base_model_relation=rng.choice(["finetune", "adapter", "merge", "quantized"]),
        extra={"deep": [1, 2.5, True, None, rng.choice(TEXTS)], "large": 2**40},
    )
    return ModelCard(f"---\n{data.to_yaml()}\n---\n\n# {rng.choice(TEXTS)}\n\n---\nmore\n")


def dataset_card(rng):
    data = DatasetCardData(
        language=LANGUAGES[: rng.randint(1, 4)],
        license="cc-by-4.0",
        task_categories=texts(rng),
        source_datasets=["original", "extended|glue"],
        pretty_name=rng.choice(TEXTS),
        configs=[{"config_name": "default", "data_files": [{"split": "train", "path": "data/*.parquet"}]}],
    )
    return DatasetCard(f"---\n{data.to_yaml()}\n---\n# {rng.choice(TEXTS)}\n")


def expected_of(card, path, kind):
    results = [
        {
            "task": result.task_name or result.task_type,
            "datasetName": result.dataset_name,
            "dataset": result.dataset_type,
            "config": result.dataset_config,
            "split": result.dataset_split,
            "revision": result.dataset_revision,
            "key": result.metric_type,
            "value": result.metric_value,
        }
        for result in getattr(card.data, "eval_results", None) or []
    ]
    return {"kind": kind, "metadata": metadata_load(path) or {}, "text": card.text, "results": results}


def main():
    folder, seed, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(seed)
    cards = [("model", model_card(rng)) for _ in range(count)]
    cards += [("dataset", dataset_card(rng)) for _ in range(count)]
    paths = []
    for index, (kind, card) in enumerate(cards):
        path = folder / f"card-{index}.md"
        card.save(path)
        paths.append((path, kind))
    for index, content in enumerate(BY_HAND):
        path = folder / f"hand-{index}.md"
        path.write_bytes(content.encode())
        paths.append((path, "hand"))
    for path, kind in paths:
        content = path.read_bytes().decode()
        card = (DatasetCard if kind == "dataset" else ModelCard)(content)
        path.with_suffix(".json").write_text(json.dumps(expected_of(card, path, kind)))
    # Where YAML 1.1 has a flag, the Hub and YAML 1.2 have Norwegian.
    (folder / "norwegian.json").write_text(json.dumps(ModelCard("---\nlanguage: no\n---\n").data.to_dict()))


main()
