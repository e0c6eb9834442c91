import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Json } from '#platform/scalars/scalars.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { ArchivedFilter } from '#values/archived-filter.js';
import { ConditionOperator } from '#values/condition-operator.js';
import { LoggedModelSubject } from './logged-model-search.enums.js';

/** The most conditions of one search, and the most datasets. */
const MAX_CONDITIONS = 100;

/** The most experiments that one search names. */
const MAX_EXPERIMENTS = 1_000;

/** A dataset on which logged models were measured. */
@InputType({ description: 'A dataset on which logged models were measured, in the words of whoever did.' })
export class LoggedModelDataset {
  @Field(() => String, { description: 'What it is called: `datasetName`.' })
  @IsNotEmpty()
  @MaxLength(500)
  name: string;

  @Field(() => String, { nullable: true, description: 'Its digest: `datasetDigest`; any of them where left out.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  digest?: string | null;
}

/** Something that has to hold of a logged model. */
@InputType({
  description:
    'Something that has to hold of a logged model. Where it does not have what is compared it does not hold, whatever the operator, but for `IS_NULL`.',
})
export class LoggedModelCondition {
  @Field(() => LoggedModelSubject, { description: 'What is compared.' })
  subject: LoggedModelSubject;

  @Field(() => String, { description: 'Which one: the key of a metric, a parameter or a tag, or a name of `subject`.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  key: string;

  @Field(() => ConditionOperator, { description: 'How; which one goes with what is as in a `RunCondition`.' })
  operator: ConditionOperator;

  @Field(() => Json, { nullable: true, description: 'With what, as in a `RunCondition`.' })
  value?: unknown;
}

/** Which logged models are looked for. */
@InputType({ description: 'Which logged models are looked for; what is left out leaves out none.' })
export class LoggedModelFilter {
  @Field(() => [ID], { nullable: true, description: 'Those of these experiments, by id.' })
  @IsOptional()
  @ArrayMaxSize(MAX_EXPERIMENTS)
  @MaxLength(MAX_REF, { each: true })
  experiments?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Those of experiments in this namespace and below it: `team/vision`.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  namespace?: string | null;

  @Field(() => ArchivedFilter, {
    defaultValue: ArchivedFilter.ACTIVE,
    description: 'Whether archived ones are among them.',
  })
  archived: ArchivedFilter;

  @Field(() => [LoggedModelDataset], {
    defaultValue: [],
    description: `Conditions on metrics count only what was measured on one of these; without such a condition, any metric on one is enough; at most ${MAX_CONDITIONS}.`,
  })
  @ArrayMaxSize(MAX_CONDITIONS)
  @ValidateNested({ each: true })
  datasets: LoggedModelDataset[];

  @Field(() => [LoggedModelCondition], {
    defaultValue: [],
    description: `All of these have to hold; at most ${MAX_CONDITIONS}.`,
  })
  @ArrayMaxSize(MAX_CONDITIONS)
  @ValidateNested({ each: true })
  conditions: LoggedModelCondition[];
}
