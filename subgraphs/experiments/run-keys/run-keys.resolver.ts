import { Arg, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import type { RunContext } from '../run/run.context.js';
import { foundRuns } from '../run-search/found-runs.js';
import { RunFilter } from '../run-search/run-filter.inputs.js';
import { type KeyedSubject, RunKeysRepository } from './run-keys.repository.js';
import { RunKey, RunKeys } from './run-keys.type.js';

/** What the columns of a table of runs may be. */
@Resolver(() => RunKeys)
export class RunKeysResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => RunKeys, { description: 'Which metrics, parameters and tags runs have, and how many have each.' })
  @FiltersItself('the keys of a run that is hidden are not counted')
  runKeys(@Arg('filter', () => RunFilter, { description: 'Which runs.' }) filter: RunFilter): RunKeys {
    return { filter };
  }

  @FieldResolver(() => [RunKey], { description: 'Of their metrics, with those that came after their ends.' })
  metricKeys(@Root() keys: RunKeys, @Ctx() context: RunContext): Promise<RunKey[]> {
    return keysOf('metric', keys, context);
  }

  @FieldResolver(() => [RunKey], { description: 'Of their parameters, with those that came after their ends.' })
  parameterKeys(@Root() keys: RunKeys, @Ctx() context: RunContext): Promise<RunKey[]> {
    return keysOf('parameter', keys, context);
  }

  @FieldResolver(() => [RunKey], { description: 'Of their tags as they are now.' })
  tagKeys(@Root() keys: RunKeys, @Ctx() context: RunContext): Promise<RunKey[]> {
    return keysOf('tag', keys, context);
  }
}

function keysOf(subject: KeyedSubject, { filter }: RunKeys, { database, caller }: RunContext): Promise<RunKey[]> {
  return new RunKeysRepository(database.manager).of(subject, foundRuns(filter, caller.rights));
}
