import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Json } from '#platform/scalars/scalars.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { ArchivedFilter } from '#values/archived-filter.js';
import { ConditionOperator } from '#values/condition-operator.js';
import { RunSubject } from './run-search.enums.js';

/** The most conditions of one search. */
export const MAX_CONDITIONS = 100;

/** The most experiments that one search names. */
const MAX_EXPERIMENTS = 1_000;

/** Something that has to hold of a run. */
@InputType({
  description:
    'Something that has to hold of a run. Where the run does not have what is compared it does not hold, whatever the operator, but for `IS_NULL`.',
})
export class RunCondition {
  @Field(() => RunSubject, { description: 'What is compared.' })
  subject: RunSubject;

  @Field(() => String, { description: 'Which one: the key of a metric, a parameter or a tag, or a name of `subject`.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  key: string;

  @Field(() => ConditionOperator, {
    description:
      'How. Metrics are numbers and have no `LIKE`, moments neither `LIKE` nor `IN`; datasets and attributes that are texts are not greater or less than another.',
  })
  operator: ConditionOperator;

  @Field(() => Json, {
    nullable: true,
    description:
      'With what: a number (or `"NaN"`, `"Infinity"`, `"-Infinity"`) for a metric, a `DateTime` or milliseconds since 1970 for a moment, a text for all else; for `IN` and `NOT_IN` a list of these, for `IS_NULL` and `IS_NOT_NULL` nothing. A parameter or tag that is compared with a number is one where it reads as one: `0.001` equals `1e-3`; with a text it is equal letter by letter.',
  })
  value?: unknown;
}

/** Which runs are looked for. */
@InputType({ description: 'Which runs are looked for; what is left out leaves out none.' })
export class RunFilter {
  @Field(() => [ID], { nullable: true, description: 'Runs of these experiments, by id.' })
  @IsOptional()
  @ArrayMaxSize(MAX_EXPERIMENTS)
  @MaxLength(MAX_REF, { each: true })
  experiments?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Runs of experiments in this namespace and below it: `team/vision`.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  namespace?: string | null;

  @Field(() => ArchivedFilter, {
    defaultValue: ArchivedFilter.ACTIVE,
    description: 'Whether runs that are archived are among them.',
  })
  archived: ArchivedFilter;

  @Field(() => [RunCondition], {
    defaultValue: [],
    description: `All of these have to hold; at most ${MAX_CONDITIONS}.`,
  })
  @ArrayMaxSize(MAX_CONDITIONS)
  @ValidateNested({ each: true })
  conditions: RunCondition[];
}
