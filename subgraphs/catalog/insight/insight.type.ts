import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, SafeInt } from '#platform/scalars/scalars.js';
import type { InsightQuestion } from './insight-question.js';

/** The length of a period. */
export const InsightInterval = { DAY: 'DAY', WEEK: 'WEEK', MONTH: 'MONTH' } as const;
export type InsightInterval = keyof typeof InsightInterval;

registerEnumType(InsightInterval, {
  name: 'InsightInterval',
  description: 'The length of a period, in UTC.',
  valuesConfig: {
    DAY: { description: 'A day.' },
    WEEK: { description: 'A week, from Monday on.' },
    MONTH: { description: 'A month.' },
  },
});

/** How long something took. */
@ObjectType({ description: 'How often something happened, and how long it took.', simpleResolvers: true })
export class DurationStats {
  @Field(() => SafeInt, { description: 'How often.' })
  count: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The median, in seconds, of the newest 1000 cases; null where it never happened.',
  })
  medianSeconds: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The 95th percentile, in seconds, of the newest 1000 cases; null where it never happened.',
  })
  p95Seconds: number | null;
}

/** How many versions are where they say. */
@ObjectType({
  description: 'Of how many model versions the last check that was recorded says what, by a moment.',
  simpleResolvers: true,
})
export class ResolvableCounts {
  @Field(() => SafeInt, { description: 'All that they name is there.' })
  yes: number;

  @Field(() => SafeInt, { description: 'A part of them is at none of its places.' })
  no: number;

  @Field(() => SafeInt, { description: 'A part of them could not be asked.' })
  unknown: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The share of `yes` in the three, 0 to 1; null where no version was looked at yet.',
  })
  share: number | null;
}

/** One period. */
@ObjectType({ description: 'What happened in one period.', simpleResolvers: true })
export class InsightPeriod {
  @Field(() => DateTime, {
    description: 'The moment from which on it is counted; the next period begins where it ends.',
  })
  validFrom: Date;

  @Field(() => SafeInt, { description: 'Model versions that were registered in it.' })
  modelVersions: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The share of them that is REPRODUCIBLE; null where there are none.',
  })
  reproducibleShare: number | null;

  @Field(() => Int, { description: 'Rollbacks in it.' })
  rollbacks: number;

  @Field(() => DurationStats, {
    description: 'The same, and how long each bad version had been standing: from the moment the alias was set to it.',
  })
  rollbackDurations: DurationStats;

  @Field(() => SafeInt, { description: 'Promotions in it that went through: by `promote`, whatever the alias.' })
  promotions: number;

  @Field(() => SafeInt, { description: 'Promotions in it that a policy refused.' })
  refusals: number;

  @Field(() => SafeInt, { description: 'Checks that were recorded in it of whether a version is where it says.' })
  reachChecks: number;

  @Field(() => ResolvableCounts, {
    description: 'Of how many versions the last check until its end, or until `until`, says what, whenever that was.',
  })
  resolvable: ResolvableCounts;
}

/** One model. */
@ObjectType({ description: 'What happened in one model.', simpleResolvers: true })
export class ModelInsight {
  @Field(() => String, { description: 'The name of the model.' })
  model: string;

  @Field(() => SafeInt, { description: 'Its versions.' })
  modelVersions: number;

  @Field(() => Float, { nullable: true, description: 'The share of them that is REPRODUCIBLE.' })
  reproducibleShare: number | null;

  @Field(() => DurationStats, { description: 'Its rollbacks.' })
  rollbacks: DurationStats;
}

/** How a registry does. */
@ObjectType({ description: 'How a registry does, or a part of it.' })
export class RegistryInsight {
  @Field(() => SafeInt, { description: 'Model versions that were registered.', simple: true })
  modelVersions: number;

  @Field(() => Float, {
    nullable: true,
    simple: true,
    description: 'The share of them that is REPRODUCIBLE, 0 to 1; null where there are none.',
  })
  reproducibleShare: number | null;

  @Field(() => DurationStats, {
    simple: true,
    description: 'Rollbacks, and how long each bad version had been standing: from the moment the alias was set to it.',
  })
  rollbacks: DurationStats;

  @Field(() => DurationStats, {
    simple: true,
    description:
      'How long it took from the end of the run, or from registration where there was none, to the first time as `production`.',
  })
  leadTime: DurationStats;

  @Field(() => SafeInt, {
    description: 'Promotions that went through: by `promote`, whatever the alias.',
    simple: true,
  })
  promotions: number;

  @Field(() => SafeInt, { description: 'Promotions that a policy refused.', simple: true })
  refusals: number;

  @Field(() => SafeInt, {
    description: 'Checks that were recorded of whether a version is where it says.',
    simple: true,
  })
  reachChecks: number;

  @Field(() => ResolvableCounts, {
    simple: true,
    description: 'Of how many versions the last check, or the last before `until`, says what, whenever that was.',
  })
  resolvable: ResolvableCounts;

  /** What the fields below ask about; null where nothing can be there. */
  question: InsightQuestion | null;
}
