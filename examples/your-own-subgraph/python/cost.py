"""A subgraph of your own: what training a model version cost.

`python cost.py`, then `pedigraph start --subgraph cost=http://127.0.0.1:4010/graphql`.
"""

import sys

import strawberry
import uvicorn
from starlette.applications import Starlette
from strawberry.asgi import GraphQL

# Where yours would ask a billing API.
COSTS = {"demo/churn@1.0.0": 12.5, "demo/churn@1.1.0": 14.0}


@strawberry.federation.type(keys=["ref"])
class ModelVersion:
    """A type of the registry, which it knows by its key, and adds a field to."""

    ref: str

    @strawberry.field(description="What training this version cost, in US dollars; null where it is not known.")
    def training_cost(self) -> float | None:
        return COSTS.get(self.ref)

    @classmethod
    def resolve_reference(cls, ref: str) -> "ModelVersion":
        return cls(ref=ref)


@strawberry.type
class Query:
    @strawberry.field(description="The version whose training was dearest.")
    def dearest_model_version(self) -> ModelVersion | None:
        return ModelVersion(ref=max(COSTS, key=lambda ref: COSTS[ref]))


app = Starlette()
app.add_route("/graphql", GraphQL(strawberry.federation.Schema(query=Query, federation_version="2.9")))

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 4010, log_level="warning")
