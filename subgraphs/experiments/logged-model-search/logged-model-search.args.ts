import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { OrderDirection } from '#values/order-direction.js';
import { LoggedModelDataset, LoggedModelFilter } from './logged-model-filter.inputs.js';
import { LoggedModelSubject } from './logged-model-search.enums.js';

/** The most logged models of one page. */
export const MAX_LOGGED_MODELS = 1_000;

/** The most things that one search is ordered by. */
const MAX_ORDERS = 10;

/** What logged models stand in order of. */
@InputType({ description: 'What logged models stand in order of.' })
export class LoggedModelOrder {
  @Field(() => LoggedModelSubject, { description: 'What counts.' })
  subject: LoggedModelSubject;

  @Field(() => String, { description: 'Which one, as in a condition.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  key: string;

  @Field(() => LoggedModelDataset, {
    nullable: true,
    description: 'Of a metric: only what was measured on this dataset.',
  })
  @IsOptional()
  @ValidateNested()
  dataset?: LoggedModelDataset | null;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which end comes first.' })
  direction: OrderDirection;
}

/** What `loggedModels` takes. */
@ArgsType()
export class LoggedModelSearchArgs {
  @Field(() => LoggedModelFilter, { description: 'Which logged models.' })
  @ValidateNested()
  filter: LoggedModelFilter;

  @Field(() => [LoggedModelOrder], {
    defaultValue: [],
    description: `What they stand in order of, the first that tells two apart; at most ${MAX_ORDERS}. In either direction NaN comes behind the numbers, and what one does not have comes last. Texts stand in the order of their code points. Among equals, and where nothing is given, the newest comes first; of those made at once, the one with the lower id.`,
  })
  @ArrayMaxSize(MAX_ORDERS)
  @ValidateNested({ each: true })
  orderBy: LoggedModelOrder[];

  @Field(() => Int, { defaultValue: 20, description: `How many: 1 to ${MAX_LOGGED_MODELS}.` })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Continue behind this cursor: `pageInfo.endCursor` of the page before, in the same order.',
  })
  after?: string | null;
}
