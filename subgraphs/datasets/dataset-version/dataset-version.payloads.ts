import { Field, ObjectType } from 'type-graphql';
import { BumpType } from '#platform/versions/bump.type.js';
import { DatasetVersion } from './dataset-version.entity.js';

/** What `registerDatasetVersion` gives back. */
@ObjectType({ simpleResolvers: true, description: 'The dataset version, and whether this call made it.' })
export class RegisterDatasetVersionPayload {
  @Field(() => Boolean, { description: 'False where the same content was registered before.' })
  created: boolean;

  @Field(() => BumpType, { description: 'How far the version number moved, and why.' })
  bump: BumpType;

  @Field(() => DatasetVersion, { description: 'The version.' })
  datasetVersion: DatasetVersion;
}

/** What `registerDatasetVersions` gives back. */
@ObjectType({ description: 'The dataset versions, and whether this call made them.', simpleResolvers: true })
export class RegisterDatasetVersionsPayload {
  @Field(() => [RegisterDatasetVersionPayload], { description: 'What became of each, in the order of the input.' })
  datasetVersions: readonly RegisterDatasetVersionPayload[];
}
