import { expect, test } from 'vitest';
import { createRandom } from '../support/seeded-random.js';
import { createSearchWorld } from './search-world.js';

const TERMS = [
  'churn',
  'transf*',
  'kind:run',
  'status:approved',
  'status != archived',
  'namespace:acme/team',
  'tag:stage!=final',
  'metric.auc > 0.91',
  'metric.loss:*',
  'parameter.optimizer in (adam, sgd)',
  'package:numpy<2',
  'alias:production',
  'downstreamOf:acme/raw@1.0.0',
  'created<2020',
];

/** A query, and what it finds where each of its terms finds what it finds alone. */
interface Expected {
  readonly query: string;
  readonly names: ReadonlySet<string>;
}

test('and, or, not and parentheses are those of sets, in random queries', async () => {
  await using world = await createSearchWorld();
  const everything = await world.find('');
  const known = new Map<string, ReadonlySet<string>>();
  for (const term of TERMS) known.set(term, new Set(await world.find(term)));
  const random = createRandom(3);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  const grow = (depth: number): Expected => {
    const shape = depth === 0 ? 'term' : pick(['term', 'and', 'beside', 'or', 'not'] as const);
    if (shape === 'term') {
      const query = pick(TERMS);
      return { query, names: known.get(query) ?? new Set() };
    }
    const one = grow(depth - 1);
    if (shape === 'not') {
      return { query: `not (${one.query})`, names: new Set(everything.filter((name) => !one.names.has(name))) };
    }
    const other = grow(depth - 1);
    if (shape === 'or')
      return { query: `(${one.query} OR ${other.query})`, names: new Set([...one.names, ...other.names]) };
    const names = new Set([...one.names].filter((name) => other.names.has(name)));
    return { query: `${one.query} ${shape === 'and' ? 'and ' : ''}${other.query}`, names };
  };
  for (let round = 0; round < 150; round++) {
    const { query, names } = grow(4);
    expect({ query, names: await world.find(query) }).toEqual({ query, names: [...names].sort() });
  }
});
