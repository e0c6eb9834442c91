import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Json, MetricValue } from '#platform/scalars/scalars.js';
import { LineageKind } from '#values/lineage-kind.js';
import { MetricDirection } from '#values/metric-direction.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { MAX_CHANGED_CHARACTERS, MAX_CHANGES } from './comparison-limits.js';

/** The part of a model version that a change is in. */
export const ComparisonPart = {
  ARCHITECTURE: 'ARCHITECTURE',
  CODE: 'CODE',
  CONFIG: 'CONFIG',
  DATA: 'DATA',
  PARAMETER: 'PARAMETER',
  ARTIFACT: 'ARTIFACT',
  ENVIRONMENT: 'ENVIRONMENT',
  RUN: 'RUN',
  PARENT: 'PARENT',
} as const;
export type ComparisonPart = keyof typeof ComparisonPart;

registerEnumType(ComparisonPart, {
  name: 'ComparisonPart',
  description: 'The part of a model version that a change is in.',
  valuesConfig: {
    ARCHITECTURE: { description: 'The kind of model: `architecture`.' },
    CODE: { description: 'The code it was made from: `code.commit`.' },
    CONFIG: { description: 'Its configuration: `config.threshold`.' },
    DATA: {
      description:
        'The dataset versions it rests on, by dataset: `fraud/transactions.version`, `….rowCount`, `….schema.amount`, `….columns` (those it read); a role other than TRAINING is named: `fraud/transactions[TEST].version`.',
    },
    PARAMETER: { description: 'The parameters of its run: `parameters.learning_rate`.' },
    ARTIFACT: { description: 'Its files, by path: `model.onnx.digest`.' },
    ENVIRONMENT: {
      description: 'What it was made in: `environment`, `image`, `runtime.version`, `packages.numpy`.',
    },
    RUN: { description: 'The run that produced it: `run`.' },
    PARENT: { description: 'What it was fine-tuned from: `parents`.' },
  },
});

/** One difference. */
@ObjectType({ description: 'One difference between the first version and another one.', simpleResolvers: true })
export class ComparisonChange {
  @Field(() => String, { description: 'The ref of the version that differs from the first one.' })
  ref: string;

  @Field(() => ComparisonPart, { description: 'The part it is in.' })
  part: ComparisonPart;

  @Field(() => String, {
    description: 'Where in the part: `config.threshold`; a key that is not one word is quoted: `config["a b"]`.',
  })
  path: string;

  @Field(() => Json, { nullable: true, description: 'What the first version has there; null where it has nothing.' })
  before: unknown;

  @Field(() => Json, { nullable: true, description: 'What the other version has there; null where it has nothing.' })
  after: unknown;
}

/** A metric of all compared versions. */
@ObjectType({ description: 'The last value of one metric in every compared version.', simpleResolvers: true })
export class MetricComparison {
  @Field(() => String, { description: 'What was measured: `auc`.' })
  key: string;

  @Field(() => [MetricValue], {
    nullable: 'items',
    description:
      'Its last value in the run of each version, in the order of `versions`; null where it was not measured.',
  })
  values: readonly (number | string | null)[];

  @Field(() => MetricDirection, { description: 'Which way it gets better, judged by its name.' })
  better: MetricDirection;
}

/** Something that not all compared versions rest on. */
@ObjectType({ description: 'Something that some of the versions rest on and others do not.', simpleResolvers: true })
export class LineageDifference {
  @Field(() => String, { description: 'Its ref.' })
  ref: string;

  @Field(() => LineageKind, { description: 'What it is.' })
  kind: LineageKind;

  @Field(() => [String], { description: 'The versions that rest on it, by ref, in the order of `versions`.' })
  versions: readonly string[];
}

/** What `compareModelVersions` answers. */
@ObjectType({
  description: 'The differences between model versions; what is equal is left out.',
  simpleResolvers: true,
})
export class ModelVersionComparison {
  @Field(() => [ModelVersion], { description: 'The versions, in the order they were asked for.' })
  versions: readonly ModelVersionRow[];

  @Field(() => [ComparisonChange], {
    description: `How each further version differs from the first, version by version, part by part; at most ${MAX_CHANGES} differences, and ${MAX_CHANGED_CHARACTERS} characters of their values.`,
  })
  changes: readonly ComparisonChange[];

  @Field(() => Boolean, { description: 'Whether `changes` holds every difference.' })
  complete: boolean;

  @Field(() => String, { nullable: true, description: 'Why it does not; null where it does.' })
  incompleteReason: string | null;

  @Field(() => [MetricComparison], { description: 'The metrics of their runs side by side, by key.' })
  metrics: readonly MetricComparison[];
}
