import { Field, Int, ObjectType } from 'type-graphql';
import type { RunFilter } from '../run-search/run-filter.inputs.js';
import { MAX_KEYS, MAX_RUNS_READ } from './run-keys.repository.js';

/** A key that runs have. */
@ObjectType({ description: 'A key that runs have, and how many of them.', simpleResolvers: true })
export class RunKey {
  @Field(() => String, { description: 'The key: `auc`.' })
  key: string;

  @Field(() => Int, { description: 'How many of the runs have it.' })
  runCount: number;
}

/** What runs have metrics, parameters and tags of. */
@ObjectType({
  description: `The metrics, parameters and tags of the newest ${MAX_RUNS_READ} runs that a filter lets through: the most frequent first, then by key; of each at most ${MAX_KEYS}.`,
})
export class RunKeys {
  filter: RunFilter;
}
