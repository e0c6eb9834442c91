import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

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

  @Field(() => DateTime, { description: 'Since when it points there.' })
  validFrom: Date;

  @Field(() => String, { description: 'Who pointed it there.' })
  actor: string;
}
