import { ArrayMaxSize, IsNotEmpty, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { OrderDirection } from '#values/order-direction.js';
import { RunFilter } from './run-filter.inputs.js';
import { RunSubject } from './run-search.enums.js';

/** The most runs of one page. */
export const MAX_RUNS = 1_000;

/** The most things that one search is ordered by. */
const MAX_ORDERS = 10;

/** What runs stand in order of. */
@InputType({ description: 'What runs stand in order of.' })
export class RunOrder {
  @Field(() => RunSubject, { description: 'What counts; datasets give no order, for a run may read many.' })
  subject: RunSubject;

  @Field(() => String, { description: 'Which one, as in a condition.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  key: string;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which end comes first.' })
  direction: OrderDirection;
}

/** What `runs` takes. */
@ArgsType()
export class RunSearchArgs {
  @Field(() => RunFilter, { description: 'Which runs.' })
  @ValidateNested()
  filter: RunFilter;

  @Field(() => [RunOrder], {
    defaultValue: [],
    description: `What they stand in order of, the first that tells two apart; at most ${MAX_ORDERS}. In either direction NaN comes behind the numbers, and what a run does not have comes last. Texts stand in the order of their code points. Among equals, and where nothing is given, the run that started last comes first; of those that started at once, the one with the lower id.`,
  })
  @ArrayMaxSize(MAX_ORDERS)
  @ValidateNested({ each: true })
  orderBy: RunOrder[];

  @Field(() => Int, { defaultValue: 20, description: `How many runs: 1 to ${MAX_RUNS}.` })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Continue behind this cursor: `pageInfo.endCursor` of the page before, in the same order.',
  })
  after?: string | null;
}
