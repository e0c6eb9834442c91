import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { ModelVersionRow } from '../model-version.entity.js';
import type { MissingPart } from './missing-parts.js';

/** Whether a version can be made again. */
export const ReproducibilityVerdict = {
  REPRODUCIBLE: 'REPRODUCIBLE',
  PARTIAL: 'PARTIAL',
  NOT_REPRODUCIBLE: 'NOT_REPRODUCIBLE',
} as const;
export type ReproducibilityVerdict = keyof typeof ReproducibilityVerdict;

registerEnumType(ReproducibilityVerdict, {
  name: 'ReproducibilityVerdict',
  description: 'Whether a version can be made again from what it pins.',
  valuesConfig: {
    REPRODUCIBLE: { description: 'Code, data, configuration and environment are all pinned by digest.' },
    PARTIAL: { description: 'It can be attempted, but something is pinned loosely.' },
    NOT_REPRODUCIBLE: { description: 'Code, data or environment is not pinned at all.' },
  },
});

/** The verdict with its reasons and the way to rebuild. */
@ObjectType({ description: 'Whether the version can be rebuilt, what is missing, and how.', simpleResolvers: true })
export class Reproducibility {
  @Field(() => ReproducibilityVerdict, { description: 'The verdict.' })
  verdict: ReproducibilityVerdict;

  @Field(() => [String], {
    description: 'Every part that is not pinned, in words; empty where the version is reproducible.',
  })
  missing: readonly string[];

  /** The version that was judged. */
  version: ModelVersionRow;
}

/** The verdict on a registered version. */
export function reproducibilityOf(version: ModelVersionRow): Reproducibility {
  const { missing } = version;
  return { verdict: verdictOf(missing), missing: missing.map((part) => part.what), version };
}

/** The verdict where these parts are missing. */
export function verdictOf(missing: readonly MissingPart[]): ReproducibilityVerdict {
  if (missing.some((part) => part.blocking)) return 'NOT_REPRODUCIBLE';
  return missing.length > 0 ? 'PARTIAL' : 'REPRODUCIBLE';
}
