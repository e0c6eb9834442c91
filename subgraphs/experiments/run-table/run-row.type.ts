import { Field, ObjectType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { Run } from '../run/run.entity.js';

/** One run as a row of a table. */
@ObjectType({ description: 'One run as a row of a table.', simpleResolvers: true })
export class RunRow {
  @Field(() => Run, { description: 'The run.' })
  run: Run;

  @Field(() => JsonObject, {
    description:
      'A value for each column that was asked for, by its name: a number (or `"NaN"`, `"Infinity"`, `"-Infinity"`) of a metric, any value of a parameter, a text of a tag; of moments as `DateTime` writes them. Null where the run has none.',
  })
  values: Readonly<Record<string, unknown>>;
}
