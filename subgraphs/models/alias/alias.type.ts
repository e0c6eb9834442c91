import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import type { AliasChange } from './alias-change.entity.js';

/** A name that points to a version and may move. */
@ObjectType({
  description: 'A name that points to one version of a model and may move: `production`.',
  simpleResolvers: true,
})
export class Alias {
  @Field(() => String, { description: 'The alias itself.' })
  name: string;

  @Field(() => ModelVersion, { description: 'The version it points to.' })
  modelVersion: ModelVersionRow;

  @Field(() => DateTime, { description: 'Since when it points there, as recorded here.' })
  validFrom: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when in the tool that the move comes from; null for a move that was made here.',
  })
  movedElsewhereAt: Date | null;

  @Field(() => String, { description: 'Who pointed it there.' })
  actor: string;
}

/** The alias that a move pointed to a version. */
export function aliasOf(
  {
    alias,
    validFrom,
    movedElsewhereAt,
    actor,
  }: Pick<AliasChange, 'alias' | 'validFrom' | 'movedElsewhereAt' | 'actor'>,
  modelVersion: ModelVersionRow,
): Alias {
  return { name: alias, modelVersion, validFrom, movedElsewhereAt, actor };
}
