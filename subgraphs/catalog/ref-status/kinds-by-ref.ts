import { parse } from 'graphql';
import { validate as isUuid } from 'uuid';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Ports } from '#platform/ports/ports.js';
import type { LineageKind } from '#values/lineage-kind.js';
import type { NodesByName } from '../lineage/find-root.js';
import type { NodeLoader } from '../node/load-nodes.js';
import { parsedRef } from './parsed-ref.js';

/** Who knows what a ref selects: also what was written a moment ago, of which the catalog has not read yet. */
const OWNERS = [
  { subgraph: 'models', type: 'ModelVersion', kind: 'MODEL_VERSION' },
  { subgraph: 'datasets', type: 'DatasetVersion', kind: 'DATASET_VERSION' },
  { subgraph: 'environments', type: 'EnvironmentVersion', kind: 'ENVIRONMENT_VERSION' },
  { subgraph: 'experiments', type: 'Run', kind: 'RUN' },
  { subgraph: 'experiments', type: 'LoggedModel', kind: 'LOGGED_MODEL' },
] as const satisfies readonly { subgraph: string; type: string; kind: LineageKind }[];

const FOUND = parse(
  'query ($representations: [_Any!]!) { found: _entities(representations: $representations) { __typename } }',
);

/** What finding out takes. */
export interface KindsMeans {
  readonly nodesByName: NodesByName;
  readonly nodeById: NodeLoader;
  readonly ports: Ports;
}

/**
 * What kinds of things a ref or an id selects, as the catalog knows, and where it knows nothing, as the owners do. An
 * entity that is no node of the lineage, such as a model, is known by its type.
 * @throws {PedigraphError} UNAVAILABLE where nobody knows anything of it, and an owner does not answer.
 */
export async function kindsByRef(
  ref: string,
  { nodesByName, nodeById, ports }: KindsMeans,
): Promise<readonly string[]> {
  const nodes = await nodesByName.load(ref);
  if (nodes.length > 0) return [...new Set(nodes.map(({ kind }) => kind))];
  if (isUuid(ref)) {
    const type = (await nodeById.load(ref))?.__typename;
    return type === undefined ? [] : [OWNERS.find((owner) => owner.type === type)?.kind ?? type];
  }
  if (parsedRef(ref) === null) return [];
  const asked = await Promise.allSettled(OWNERS.map((owner) => isKnownTo(owner, ref, ports)));
  const kinds = OWNERS.filter((_, index) => (asked[index] as { value?: boolean }).value === true).map(
    ({ kind }) => kind,
  );
  if (kinds.length > 0) return kinds;
  for (const answer of asked) if (answer.status === 'rejected') throw answer.reason;
  return [];
}

async function isKnownTo({ subgraph, type }: (typeof OWNERS)[number], ref: string, ports: Ports): Promise<boolean> {
  const variables = { representations: [{ __typename: type, ref }] };
  try {
    const { found } = await ports.ask<{ found: readonly unknown[] }>({ subgraph, document: FOUND, variables });
    return found[0] != null;
  } catch (error) {
    // To this owner it is no ref.
    if (error instanceof PedigraphError && error.code === 'BAD_USER_INPUT') return false;
    throw error;
  }
}
