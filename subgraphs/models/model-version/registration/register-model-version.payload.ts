import { Field, ObjectType } from 'type-graphql';
import { BumpType } from '#platform/versions/bump.type.js';
import { ModelVersion } from '../model-version.entity.js';

/** What `registerModelVersion` gives back. */
@ObjectType({ simpleResolvers: true, description: 'The model version, and whether this call made it.' })
export class RegisterModelVersionPayload {
  @Field(() => Boolean, { description: 'False where the same content was registered before.' })
  created: boolean;

  @Field(() => BumpType, { description: 'How far the version number moved, and why.' })
  bump: BumpType;

  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersion;
}
