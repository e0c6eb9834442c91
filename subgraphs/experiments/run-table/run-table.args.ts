import { ArrayMaxSize, IsNotEmpty, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { OrderDirection } from '#values/order-direction.js';
import { RunFilter } from '../run-search/run-filter.inputs.js';

/** The most columns of a table. */
export const MAX_COLUMNS = 500;

/** The most columns that a table is ordered by. */
const MAX_ORDERS = 10;

/** How the columns of a table are named. */
export const COLUMN_NAMES =
  '`metric.auc` is the last value of a metric, with what came after the end of the run; `.min`, `.max` and `.best` behind it are its lowest value, its highest, and the one of these that its name says is better (`auc`: the highest, `loss`: the lowest). `parameter.depth`, `tag.team`; `run.` and an attribute of `RunSubject.ATTRIBUTE`. A key that holds such an ending stands in quotes: `metric."x.best"`.';

/** A column that the rows of a table stand in order of. */
@InputType({ description: 'A column that the rows of a table of runs stand in order of.' })
export class RunTableOrder {
  @Field(() => String, { description: 'The column, shown or not: `metric.auc.best`.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  column: string;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which end comes first.' })
  direction: OrderDirection;
}

/** What `runTable` takes. */
@ArgsType()
export class RunTableArgs extends PageArgs {
  @Field(() => RunFilter, { description: 'Which runs.' })
  @ValidateNested()
  filter: RunFilter;

  @Field(() => [String], {
    defaultValue: [],
    description: `The columns, at most ${MAX_COLUMNS}. ${COLUMN_NAMES} \`runKeys\` has the metrics, parameters and tags that there are.`,
  })
  @ArrayMaxSize(MAX_COLUMNS)
  @MaxLength(MAX_REF, { each: true })
  columns: string[];

  @Field(() => [RunTableOrder], {
    defaultValue: [],
    description: `What the rows stand in order of, the first that tells two apart; at most ${MAX_ORDERS}. In either direction NaN comes behind the numbers, and what a run does not have comes last. Parameters and tags that read as numbers stand in order of these, before those that do not; other texts in the order of their code points. Among equals, and where nothing is given, the run that started last comes first.`,
  })
  @ArrayMaxSize(MAX_ORDERS)
  @ValidateNested({ each: true })
  orderBy: RunTableOrder[];
}
