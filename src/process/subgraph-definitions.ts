import type { SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { access } from '#subgraphs/access/index.js';
import { catalog } from '#subgraphs/catalog/index.js';
import { datasets } from '#subgraphs/datasets/index.js';
import { environments } from '#subgraphs/environments/index.js';
import { experiments } from '#subgraphs/experiments/index.js';
import { models } from '#subgraphs/models/index.js';

/** A subgraph and the port it has by default when it runs alone. */
export interface SubgraphAddress {
  // biome-ignore lint/suspicious/noExplicitAny: each has a context of its own, which only itself makes and reads
  readonly definition: SubgraphDefinition<any>;
  readonly port: number;
}

/** The subgraphs of the product. */
export const SUBGRAPHS: readonly SubgraphAddress[] = [
  { definition: models, port: 4001 },
  { definition: datasets, port: 4002 },
  { definition: experiments, port: 4003 },
  { definition: environments, port: 4004 },
  { definition: access, port: 4006 },
  { definition: catalog, port: 4005 },
];

/** The URL of a subgraph by default, as in `schema/supergraph.graphql`. */
export function defaultUrl({ port }: SubgraphAddress): string {
  return `http://127.0.0.1:${port}/graphql`;
}
