import { Field, ObjectType } from 'type-graphql';
import { Alias } from '../alias/alias.type.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Promotion } from './promotion.entity.js';

/** What `promote` gives back. */
@ObjectType({ description: 'The promotion, and the alias as it is now.', simpleResolvers: true })
export class PromotePayload {
  @Field(() => Promotion, { description: 'The promotion, as `Model.promotions` lists it.' })
  promotion: Promotion;

  @Field(() => Alias, { description: 'The alias as it is now.' })
  alias: Alias;

  @Field(() => ModelVersion, { nullable: true, description: 'The version that it left; null where there was none.' })
  previous: ModelVersionRow | null;
}
