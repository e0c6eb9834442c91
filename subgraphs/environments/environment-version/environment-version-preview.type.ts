import { Field, ObjectType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { BumpType } from '#platform/versions/bump.type.js';
import type { RegisterEnvironmentVersionPayload } from './environment-version.payloads.js';

/** What registering an environment version would come to. */
@ObjectType({ simpleResolvers: true, description: 'What registering would come to; nothing is written.' })
export class EnvironmentVersionPreview {
  @Field(() => Boolean, { description: 'False where the same content is there already.' })
  created: boolean;

  @Field(() => String, { description: 'The ref that it would have, or has.' })
  ref: string;

  @Field(() => String, { description: 'The version that it would have, or has.' })
  version: string;

  @Field(() => String, { description: '`sha256:…` over the RFC 8785 canonical JSON of `manifest`.' })
  digest: string;

  @Field(() => JsonObject, { description: 'What would be sealed.' })
  manifest: object;

  @Field(() => BumpType, { description: 'How far the version number would move, and why.' })
  bump: BumpType;
}

/** What a registration that was taken back has answered, without what was made for it alone. */
export function previewOf({
  created,
  bump,
  environmentVersion: { ref, version, digest, manifest },
}: RegisterEnvironmentVersionPayload): EnvironmentVersionPreview {
  return { created, ref, version, digest, manifest, bump };
}
