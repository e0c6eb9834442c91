import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { write } from '#integrations/importing/write.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { MemberOf } from '../format/members.js';
import type { Tally } from './tally.js';

const WRITES = {
  experiment: [
    'query ($name: String!) { there: experiment(name: $name) { name } }',
    'mutation ($input: CreateExperimentInput!) { made: createExperiment(input: $input) { thing: experiment { name } } }',
  ],
  model: [
    'query ($name: String!) { there: model(name: $name) { name } }',
    'mutation ($input: CreateModelInput!) { made: createModel(input: $input) { thing: model { name } } }',
  ],
} as const;

/**
 * Makes an experiment or a registered model; one of that name stays as it is there.
 * @throws {PedigraphError} CONFLICT where another one is called so
 */
export async function createNamed(
  { kind, name, input }: MemberOf<'experiment' | 'model'>,
  client: GraphqlClient,
  tally: Tally,
): Promise<void> {
  const [find, create] = WRITES[kind];
  const { there } = await client.query<{ there: object | null }>(find, { name });
  tally(kind, there === null);
  if (there !== null) return;
  const { made } = await write<{ made: { thing: { name: string } } }>({ client }, create, { input });
  if (made.thing.name === name) return;
  throw new PedigraphError(
    'CONFLICT',
    `Expected no ${kind} that is called ${JSON.stringify(input['displayName'])} but ${name}, and ${made.thing.name} is: rename that one first.`,
  );
}
