import { afterAll, beforeAll, expect, test } from 'vitest';
import { PERSONAL } from '#gateway/response-cache/cache-scope.js';
import type { Caller } from '#platform/auth/caller.js';
import { holds, type Rights, rightsFrom, sees } from '#platform/auth/rights.js';
import type { RoleGrant } from '#platform/auth/role.js';
import { documentOf, leaksIn, rootFields, waysToAll } from './reading-matrix.js';
import { type Answered, openRightsWorld, type RightsWorld } from './rights-world.js';
import type { Things } from './seed-things.js';
import type { LeaveOut } from './select-all.js';

/** Where a role is held: nowhere, where things are, above, below, beside (one begins alike), and on everything. */
const PLACES = ['open', 'secret', 'secret/lab', 'secret/lab/deep', 'secre', 'other', ''];
const CLOSED = [['secret'], ['']];
/** Of these an answer depends on the role beside what is seen: `write-rights.test.ts` has them. */
const BY_ROLE = /^preview/;

let world: RightsWorld;
const seeded: Things[] = [];
beforeAll(async () => {
  world = await openRightsWorld();
  for (const namespace of ['open', 'secret', 'secret/lab']) seeded.push(await world.seed(namespace));
  seeded.push(await world.mix(seeded[0]!, seeded[1]!));
  await world.settle();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Nobody's rights, one role in each place, and the strongest where it shows all or a part. */
const GRANTS: readonly (readonly RoleGrant[])[] = [
  [],
  ...PLACES.map((namespace): RoleGrant[] => [{ role: 'VIEWER', namespace }]),
  ...['secret', ''].map((namespace): RoleGrant[] => [{ role: 'ADMIN', namespace }]),
];

const CALLERS: readonly Caller[] = CLOSED.flatMap((closed) =>
  GRANTS.map((roles) => ({ actor: 'ada', kind: 'USER' as const, rights: rightsFrom({ roles, closed }) })),
);

const isPersonal: LeaveOut = (_parent, { astNode }) =>
  (astNode?.directives ?? []).some(
    ({ name, arguments: given = [] }) =>
      name.value === 'tag' && given.some(({ value }) => value.kind === 'StringValue' && value.value === PERSONAL),
  );

/** Which of the things are seen, and whether the ledger of access is: callers who see the same are answered the same. */
const sightOf = (rights: Rights) => [...seeded.map(({ model }) => sees(rights, model)), holds(rights, 'ADMIN', '')];

test.each(['models', 'datasets', 'environments', 'experiments', 'catalog'])(
  '%s: what a field gives depends on what its caller may see alone, whichever role that comes of',
  async (subgraph) => {
    const { schema } = world.graph.subgraphs.get(subgraph)!;
    let asked = 0;
    for (const field of rootFields(schema.getQueryType())) {
      if (BY_ROLE.test(field.name)) continue;
      for (const args of waysToAll(field, seeded)) {
        const way = `${field.name}(${JSON.stringify(args)})`;
        const document = documentOf(schema, field, args, isPersonal);
        const answers = await Promise.all(CALLERS.map((caller) => world.ask(subgraph, document, { ...args }, caller)));
        const bySight = new Map<string, Answered>();
        for (const [index, { rights }] of CALLERS.entries()) {
          const sight = sightOf(rights);
          const known = bySight.get(String(sight));
          expect(answers[index], `${way} by ${JSON.stringify(rights)}`).toEqual(known ?? answers[index]);
          bySight.set(String(sight), answers[index]!);
          if (known !== undefined) continue;
          // A way that names something has its name back.
          const named = JSON.stringify(args);
          const hidden = seeded.filter((_, at) => !sight[at]);
          const leaks = hidden.flatMap((things) => leaksIn(answers[index], things, seeded));
          expect(
            leaks.filter((text) => !named.includes(text)),
            `${way} by ${JSON.stringify(rights)}`,
          ).toEqual([]);
        }
        expect(bySight.size).toBeGreaterThanOrEqual(3);
        asked += answers.length;
      }
    }
    console.info(`${subgraph}: ${asked} answers compared`);
  },
  900_000,
);
