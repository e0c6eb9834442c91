import { v7 as uuid } from 'uuid';
import { expect, test } from 'vitest';
import type { SubgraphSubject } from './describe-subgraph.js';
import { openSeeded, type SeededSubgraph } from './seeded-subgraph.js';

type Entity = Record<string, unknown> | null;

/** How many SQL statements a batch of references may take at most: a ref is first turned into an id. */
const STATEMENTS: Readonly<Record<string, number>> = { id: 1, name: 1, ref: 2 };

/** What nobody has. An id that is no UUID is nobody's either. */
const UNKNOWN: Readonly<Record<string, () => string>> = {
  id: uuid,
  name: () => `nobody/${uuid()}`,
  ref: () => `nobody/${uuid()}@9.9.9`,
};

/** Entities by key: the router hands over lists of keys and takes back lists of entities. */
export function describeReferences(subject: SubgraphSubject): void {
  const { definition, extends: extended = [] } = subject;
  const types = Object.keys(definition.references).filter((type) => !extended.includes(type));

  test.runIf(extended.length > 0)('the types of others take any id, without asking the database', async () => {
    expect(Object.keys(definition.references)).toEqual(expect.arrayContaining([...extended]));
    await using seeded = await openSeeded(subject);
    for (const type of extended) {
      const rows = [{ id: uuid() }, { id: uuid() }];
      seeded.statements();
      const answer = await askEntities(seeded, type, 'id', rows);
      expect(answer).toEqual({ data: { _entities: rows.map((row) => ({ __typename: type, ...row })) } });
      expect(seeded.statements()).toEqual([]);
    }
  });
  if (types.length === 0) return;

  test.each(types)('%s is seeded under every key that its type declares', async (type) => {
    await using seeded = await openSeeded(subject);
    expect(Object.keys(seeded.keys[type] ?? {}).sort()).toEqual(await declaredKeys(seeded, type));
    for (const values of Object.values(seeded.keys[type] ?? {})) {
      expect(values.length, 'entities').toBe(Object.values(seeded.keys[type] ?? {})[0]?.length);
      expect(new Set(values).size, 'different entities').toBeGreaterThanOrEqual(2);
    }
  });

  test.each(types)(
    'references to %s resolve in the order asked, by every key; an unknown one is null',
    async (type) => {
      await using seeded = await openSeeded(subject);
      const rows = rowsOf(seeded, type);
      for (const key of await declaredKeys(seeded, type)) {
        const wanted = [null, ...rows.toReversed(), null, ...rows, null];
        const answer = await askEntities(seeded, type, key, wanted);
        expect(answer.errors, key).toBeUndefined();
        expect(answer.data._entities, key).toEqual(wanted.map((row) => row && { __typename: type, ...row }));
      }
    },
  );

  test.each(types)('references to %s take as many SQL statements for a hundred as for one', async (type) => {
    await using seeded = await openSeeded(subject);
    const rows = rowsOf(seeded, type);
    for (const key of await declaredKeys(seeded, type)) {
      const counts = new Set<number>();
      for (const wanted of [rows.slice(0, 1), [...rows, ...Array<null>(100).fill(null)]]) {
        seeded.statements();
        await askEntities(seeded, type, key, wanted);
        counts.add(seeded.statements().length);
      }
      expect(counts.size, key).toBe(1);
      expect(Math.max(...counts), key).toBeLessThanOrEqual(STATEMENTS[key] ?? 0);
    }
  });

  test('an id in upper case is the same id', async () => {
    await using seeded = await openSeeded(subject);
    for (const type of types) {
      const [row] = rowsOf(seeded, type);
      const answer = await askEntities(seeded, type, 'id', [{ id: row?.id?.toUpperCase() ?? '' }]);
      expect(answer).toEqual({ data: { _entities: [{ __typename: type, ...row }] } });
    }
  });

  test('an id that is no UUID is nobody’s, not an error', async () => {
    await using seeded = await openSeeded(subject);
    const representations = types.map((type) => ({ __typename: type, id: 'no-uuid' }));
    const answer = await seeded.ask<{ _entities: Entity[] }>(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
      { representations },
    );
    expect(answer).toEqual({ data: { _entities: types.map(() => null) } });
  });
}

/** The seeded entities of a type, each as its keys. */
function rowsOf({ keys }: SeededSubgraph, type: string): Record<string, string>[] {
  const columns = Object.entries(keys[type] ?? {});
  const length = columns[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, index) =>
    Object.fromEntries(columns.map(([key, values]) => [key, values[index] ?? ''])),
  );
}

/** Asks for entities by one key; for null it asks for one that nobody has. */
function askEntities(
  seeded: SeededSubgraph,
  type: string,
  key: string,
  wanted: readonly (Record<string, string> | null)[],
) {
  const fields = Object.keys(seeded.keys[type] ?? { id: [] }).join(' ');
  return seeded.ask<{ _entities: Entity[] }>(
    `query ($representations: [_Any!]!) {
       _entities(representations: $representations) { __typename ... on ${type} { ${fields} } }
     }`,
    { representations: wanted.map((row) => ({ __typename: type, [key]: row?.[key] ?? UNKNOWN[key]?.() })) },
  );
}

/** The fields of a type's `@key` directives that others may ask it by. */
async function declaredKeys({ subgraph }: SeededSubgraph, type: string): Promise<string[]> {
  const definition = new RegExp(`^type ${type} [^{]*`, 'm').exec(await subgraph.sdl())?.[0] ?? '';
  return [...definition.matchAll(/@key\(fields: "(\w+)"\)/g)].map((match) => match[1] ?? '').sort();
}
