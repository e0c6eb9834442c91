import { v7 as uuid } from 'uuid';
import type { LineageNodeFact } from '#platform/database/new-ledger-event.js';
import type { Edge } from '../subgraphs/lineage-graphs.js';
import { createRandom } from '../support/seeded-random.js';

/** A lineage to be drawn, and the id of what all of it rests on, or of some thing in it. */
export interface DrawnRegistry {
  readonly nodes: LineageNodeFact[];
  readonly edges: Edge[];
  readonly root: string;
}

const KINDS = ['DATASET_VERSION', 'RUN', 'MODEL_VERSION', 'ENVIRONMENT_VERSION', 'DEPLOYMENT'] as const;

function fact(kind: LineageNodeFact['kind'], name: string, version: string): LineageNodeFact {
  const id = uuid();
  return { id, kind, ref: `${name}@${kind === 'RUN' || kind === 'DEPLOYMENT' ? id : version}` };
}

/** A small random graph of all kinds, and some thing in it. */
export function randomRegistry(seed: number): DrawnRegistry {
  const random = createRandom(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const size = 2 + pick(38);
  const nodes = Array.from({ length: size }, (_, at) =>
    fact(KINDS[pick(5)]!, `random-${seed}/thing-${pick(9)}`, `1.${at}.0`),
  );
  const edges = Array.from({ length: pick(Math.ceil(size * 1.8)) }, (): Edge => {
    const [one, other] = [pick(size), pick(size)];
    return [Math.min(one, other), Math.max(one, other)];
  }).filter(([up, down]) => up !== down);
  return { nodes, edges, root: nodes[pick(size)]!.id };
}

/** How large a registry is: how many names of each kind, and how many of each name. */
interface Size {
  readonly datasets: readonly [names: number, versions: number];
  readonly experiments: readonly [names: number, runs: number];
  readonly models: readonly [names: number, versions: number];
  readonly targets: number;
}

/** A registry that rests on one dataset: data derived from it, runs on those, their models, and where these run. */
export function registryOf(namespace: string, { datasets, experiments, models, targets }: Size): DrawnRegistry {
  const nodes = [fact('DATASET_VERSION', `${namespace}/source`, '1.0.0')];
  const edges: Edge[] = [];
  const add = (kind: LineageNodeFact['kind'], name: string, version: number, ...rests: readonly number[]) => {
    const at = nodes.push(fact(kind, name, `1.${version}.0`)) - 1;
    for (const each of rests) edges.push([each, at]);
    return at;
  };
  const each = <Made>([names, number]: readonly [number, number], make: (name: number, one: number) => Made) =>
    Array.from({ length: names * number }, (_, at) => make(Math.floor(at / number), at % number));
  const data = each(datasets, (name, one) => add('DATASET_VERSION', `${namespace}/data-${name}`, one, 0));
  const dataOf = (name: number, one: number) =>
    data.length === 0 ? 0 : data[((name * 7) % datasets[0]) * datasets[1] + (one % datasets[1])]!;
  const runs = each(experiments, (name, one) =>
    add(
      'RUN',
      `${namespace}/experiment-${name}`,
      one,
      dataOf(name, one),
      ...(one % 3 === 0 ? [dataOf(name + 1, one)] : []),
    ),
  );
  const versions = each(models, (name, one) =>
    add('MODEL_VERSION', `${namespace}/model-${name}`, one, runs[(name * models[1] + one) % runs.length]!),
  );
  for (let at = 0; at < targets; at += 1)
    add('DEPLOYMENT', `${namespace}-target-${at}`, 0, versions[(at * 37) % versions.length]!);
  return { nodes, edges: [...new Map(edges.map((edge) => [edge.join(), edge])).values()], root: nodes[0]!.id };
}

/** 4,999 things of 479 names. */
export const LARGE: Size = { datasets: [160, 3], experiments: [150, 15], models: [150, 15], targets: 18 };
/** One dataset on which 2,499 runs and versions rest. */
export const HUB: Size = { datasets: [0, 1], experiments: [10, 125], models: [1, 1_249], targets: 0 };
/** 150 things, none of which is stacked. */
export const SMALL: Size = { datasets: [10, 2], experiments: [6, 10], models: [6, 10], targets: 9 };
