import { Field, ObjectType } from 'type-graphql';
import { BumpType } from '#platform/versions/bump.type.js';
import { ReproducibilityVerdict } from '../reproducibility/reproducibility.js';

/** What `previewModelVersion` answers. */
@ObjectType({ simpleResolvers: true, description: 'What `registerModelVersion` would answer to the same input.' })
export class ModelVersionPreview {
  @Field(() => Boolean, { description: 'False where the same content is registered already.' })
  created: boolean;

  @Field(() => String, { description: 'The version it would get, or has.' })
  version: string;

  @Field(() => String, { description: 'Name and version.' })
  ref: string;

  @Field(() => String, { description: 'The digest it would have, or has.' })
  digest: string;

  @Field(() => BumpType, { description: 'How far the version number moves, and why.' })
  bump: BumpType;

  @Field(() => ReproducibilityVerdict, { description: 'Whether the version could be rebuilt.' })
  verdict: ReproducibilityVerdict;

  @Field(() => [String], { description: 'Every part that is not pinned, in words.' })
  missing: readonly string[];
}
