import DataLoader from 'dataloader';
import { parse } from 'graphql';
import { validate as isUuid } from 'uuid';
import type { Ports } from '#platform/ports/ports.js';

/** An entity by id alone: its own subgraph has the rest. */
export interface NodeStub {
  readonly __typename: string;
  readonly id: string;
}

/** The entities of a request by id, all those of a turn in one request to each owner. */
export type NodeLoader = DataLoader<string, NodeStub | null>;

/** Who has which types. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  models: ['Model', 'ModelVersion', 'Deployment'],
  datasets: ['Dataset', 'DatasetVersion'],
  environments: ['Environment', 'EnvironmentVersion'],
  experiments: ['Experiment', 'Run', 'LoggedModel'],
};

const ENTITIES = parse(
  'query Nodes($representations: [_Any!]!) { found: _entities(representations: $representations) { __typename ... on Node { id } } }',
);

/**
 * The loader of one request. An id does not say its type, so the owners are asked, each for all its types: also what was
 * written a moment ago is found, of which the catalog has not read yet. An owner that does not answer is an error of the
 * ids alone that nobody else has.
 */
export function createNodeLoader(ports: Ports): NodeLoader {
  return new DataLoader(async (ids) => {
    const asked = ids.filter((id) => isUuid(id));
    const found = new Map<string, NodeStub>();
    let failure: Error | undefined;
    if (asked.length > 0) {
      const answers = Object.entries(OWNERS).map(([subgraph, types]) => askOwner(ports, subgraph, types, asked));
      for (const answer of await Promise.allSettled(answers)) {
        if (answer.status === 'rejected') failure ??= asError(answer.reason);
        else for (const node of answer.value) if (node !== null) found.set(node.id, node);
      }
    }
    return ids.map((id) => found.get(id.toLowerCase()) ?? (isUuid(id) ? failure : undefined) ?? null);
  });
}

async function askOwner(
  ports: Ports,
  subgraph: string,
  types: readonly string[],
  ids: readonly string[],
): Promise<readonly (NodeStub | null)[]> {
  const representations = types.flatMap((__typename) => ids.map((id) => ({ __typename, id })));
  const variables = { representations };
  return (await ports.ask<{ found: readonly (NodeStub | null)[] }>({ subgraph, document: ENTITIES, variables })).found;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
