import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { connectionType } from '#platform/paging/connection-type.js';
import type { RunContext } from '../run/run.context.js';
import { RunRow } from './run-row.type.js';
import { RunTableArgs } from './run-table.args.js';
import { type RunTablePage, runTable } from './run-table.js';
import { unknownRunColumns } from './unknown-run-columns.js';

const RunRowConnection = connectionType('RunRow', () => RunRow, 'in the order that was asked for');

/** Runs as a table. */
@Resolver()
export class RunTableResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => RunRowConnection, {
    description:
      'Runs as flat rows, with the metrics, parameters, tags and attributes that are asked for as columns with names. What was written a moment ago is there.',
  })
  @FiltersItself('a run that is hidden has no row and is not counted')
  runTable(@Args(() => RunTableArgs) args: RunTableArgs, @Ctx() context: RunContext): Promise<RunTablePage> {
    return runTable(args, context);
  }
}

/** Which columns of a table no run fills. */
@Resolver(() => RunRowConnection)
export class UnknownRunColumnsResolver {
  @FieldResolver(() => [String], {
    description:
      'Those of the columns asked for that none of the runs has a value for: misspelt, perhaps. `runKeys` has the metrics, parameters and tags that there are.',
  })
  unknownColumns(@Root() page: RunTablePage, @Ctx() context: RunContext): Promise<readonly string[]> {
    return unknownRunColumns(page, context);
  }
}
