import { Field, ObjectType } from 'type-graphql';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Alias } from './alias.type.js';

/** What `setAlias` gives back. */
@ObjectType({ description: 'The alias as it is now, and the version it pointed to before.', simpleResolvers: true })
export class SetAliasPayload {
  @Field(() => Alias, { description: 'The alias as it is now.' })
  alias: Alias;

  @Field(() => ModelVersion, {
    nullable: true,
    description: 'The version it pointed to before; null where the alias is new.',
  })
  previous: ModelVersionRow | null;
}

/** What `removeAlias` gives back. */
@ObjectType({
  description: 'The model without the alias, and the version the alias pointed to.',
  simpleResolvers: true,
})
export class RemoveAliasPayload {
  @Field(() => Model, { description: 'The model.' })
  model: Model;

  @Field(() => ModelVersion, { description: 'The version that the alias pointed to before.' })
  previous: ModelVersionRow;
}
