import { parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Ports } from '#platform/ports/ports.js';

/** Whose ids stand beside each other in `node` and in the lineage. */
const OTHERS = {
  models: ['Model', 'ModelVersion', 'Deployment'],
  datasets: ['Dataset', 'DatasetVersion'],
  environments: ['Environment', 'EnvironmentVersion'],
  experiments: ['Experiment', 'Run', 'LoggedModel'],
} as const;

const ENTITIES = parse(
  'query Taken($representations: [_Any!]!) { found: _entities(representations: $representations) { __typename ... on Node { id } } }',
);

/**
 * Refuses ids from elsewhere that are those of another kind of thing: an id is of one thing, and what the lineage has of it
 * is of that one alone. Nobody is asked where no id is given.
 * @param type what is to have them: of that type one may be there, which is the same one
 * @throws {PedigraphError} CONFLICT, or UNAVAILABLE where an owner does not answer.
 */
export async function refuseTakenIds(
  inputs: readonly { readonly id?: string | null }[],
  type: 'Run' | 'LoggedModel',
  ports: Ports,
): Promise<void> {
  const ids = inputs.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return;
  const asked = Object.entries(OTHERS).map(async ([subgraph, types]) => {
    const others = types.filter((one) => one !== type);
    const representations = others.flatMap((__typename) => ids.map((id) => ({ __typename, id })));
    const question = { subgraph, document: ENTITIES, variables: { representations } };
    const { found } = await ports.ask<{ found: readonly ({ __typename: string; id: string } | null)[] }>(question);
    return found.filter((one) => one !== null);
  });
  const [taken] = (await Promise.all(asked)).flat();
  if (taken === undefined) return;
  throw new PedigraphError(
    'CONFLICT',
    `Expected an id that nothing else has, but ${taken.id} is that of a ${taken.__typename}: leave id out, or give the one it has on the server it comes from. Nothing was written.`,
    { id: taken.id, type: taken.__typename },
  );
}
