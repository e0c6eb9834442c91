import { Field, ObjectType } from 'type-graphql';
import { BumpType } from '#platform/versions/bump.type.js';
import { EnvironmentVersion } from './environment-version.entity.js';

/** What `registerEnvironmentVersion` gives back. */
@ObjectType({ simpleResolvers: true, description: 'The environment version, and whether this call made it.' })
export class RegisterEnvironmentVersionPayload {
  @Field(() => Boolean, { description: 'False where the same content was registered before.' })
  created: boolean;

  @Field(() => BumpType, { description: 'How far the version number moved, and why.' })
  bump: BumpType;

  @Field(() => EnvironmentVersion, { description: 'The version.' })
  environmentVersion: EnvironmentVersion;
}
