import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Json } from '#platform/scalars/scalars.js';
import { MetricDirection } from '#values/metric-direction.js';
import { Run } from '../run/run.entity.js';

/** The most rows in one answer. */
export const MAX_ROWS = 5_000;
/** The most characters of JSON that the values of all rows have. */
export const MAX_CHARACTERS = 1_000_000;

/** The part of a run that a row is of. */
export const RunPart = {
  CODE: 'CODE',
  DATA: 'DATA',
  ENVIRONMENT: 'ENVIRONMENT',
  PARAMETER: 'PARAMETER',
  METRIC: 'METRIC',
  TAG: 'TAG',
} as const;
export type RunPart = keyof typeof RunPart;

registerEnumType(RunPart, {
  name: 'RunPart',
  description: 'The part of a run that a row of a comparison is of.',
  valuesConfig: {
    CODE: { description: 'The code that ran: `repository`, `commit`, `path`, `dirty`.' },
    DATA: {
      description:
        'The dataset versions it read, by dataset: `fraud/transactions` has a version, a list of those of which it read several. A role other than TRAINING is named: `fraud/transactions[TEST]`.',
    },
    ENVIRONMENT: {
      description: 'What it ran in: `environment`, `image`, `os`, `runtime.version`, `packages.numpy`, `seed`.',
    },
    PARAMETER: { description: 'Its parameters, with those that came after its end, by key.' },
    METRIC: { description: 'The last values of its metrics, with what came after its end, by key.' },
    TAG: { description: 'Its tags as they are now, by key.' },
  },
});

/** One thing that runs have, side by side. */
@ObjectType({ description: 'One thing that runs have, side by side.', simpleResolvers: true })
export class RunComparisonRow {
  @Field(() => RunPart, { description: 'The part it is of.' })
  part: RunPart;

  @Field(() => String, { description: 'What it is in its part: `learning_rate`, `commit`.' })
  key: string;

  @Field(() => [Json], {
    nullable: 'items',
    description:
      'What each run has, in the order of `runs`; null where it has none. What is no number of a metric is a text: `"NaN"`, `"Infinity"`, `"-Infinity"`.',
  })
  values: readonly unknown[];

  @Field(() => Boolean, { description: 'Whether two of the runs differ in it.' })
  differs: boolean;

  @Field(() => MetricDirection, {
    nullable: true,
    description: 'Which way a metric gets better, judged by its name; null where it is none.',
  })
  better: MetricDirection | null;
}

/** What `compareRuns` answers. */
@ObjectType({ description: 'What runs have, side by side.', simpleResolvers: true })
export class RunComparison {
  @Field(() => [Run], { description: 'The runs, in the order they were asked for.' })
  runs: readonly Run[];

  @Field(() => [RunComparisonRow], {
    description: `What they differ in, or all that they have, part by part, by key; at most ${MAX_ROWS} rows, and ${MAX_CHARACTERS} characters of their values.`,
  })
  rows: readonly RunComparisonRow[];

  @Field(() => Boolean, { description: 'Whether `rows` holds all of them.' })
  complete: boolean;

  @Field(() => String, { nullable: true, description: 'Why it does not; null where it does.' })
  incompleteReason: string | null;
}
