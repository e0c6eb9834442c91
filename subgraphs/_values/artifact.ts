import { IsNotEmpty, IsOptional, MaxLength, Min } from 'class-validator';
import { Directive, Field, InputType, ObjectType } from 'type-graphql';
import { SafeInt } from '#platform/scalars/scalars.js';
import { IsDigest } from '#platform/validation/constraints.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';

/** A file that a run or a version left behind. */
@Directive('@shareable')
@ObjectType({ description: 'A file: what it is, by digest, and where it lies.', simpleResolvers: true })
export class Artifact {
  @Field(() => String, { description: 'Its path within the version or run.' })
  path: string;

  @Field(() => String, { description: 'Where it lies. Kept as text; never fetched.' })
  uri: string;

  @Field(() => String, { nullable: true, description: '`sha256:…` of its bytes; null where it is not known.' })
  digest: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'Its size in bytes.' })
  sizeBytes: number | null;

  @Field(() => String, { nullable: true, description: 'Its media type: `application/onnx`.' })
  mediaType: string | null;
}

/** A file, as input. */
@InputType({ description: 'A file: what it is, by digest, and where it lies.' })
export class ArtifactInput {
  @Field(() => String, { description: 'Its path within the version or run; each path once.' })
  @IsNotEmpty()
  @MaxLength(1_000)
  path: string;

  @Field(() => String, { description: 'Where it lies. Kept as text; never fetched.' })
  @IsNotEmpty()
  @MaxLength(4_000)
  uri: string;

  @Field(() => String, {
    nullable: true,
    description: '`sha256:` and 64 hexadecimal digits; without it the file is not pinned.',
  })
  @IsOptional()
  @IsDigest()
  digest?: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'Its size in bytes.' })
  @IsOptional()
  @Min(0, { message: 'sizeBytes must not be negative' })
  sizeBytes?: number | null;

  @Field(() => String, { nullable: true, description: 'Its media type: `application/onnx`.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  mediaType?: string | null;
}

/**
 * What is stored of artifact inputs: every property present, each path once.
 * @throws {PedigraphError} BAD_USER_INPUT for a path that stands twice.
 */
export function storedArtifacts(artifacts: readonly ArtifactInput[]): Artifact[] {
  refuseDuplicates(
    'artifacts',
    artifacts.map((file) => file.path),
  );
  return artifacts.map(({ path, uri, digest, sizeBytes, mediaType }) => ({
    path,
    uri,
    digest: digest ?? null,
    sizeBytes: sizeBytes ?? null,
    mediaType: mediaType ?? null,
  }));
}

/** What of a file goes into a manifest: its content, not its place; the place only where no digest pins the content. */
export function artifactIdentity({ path, uri, digest, sizeBytes, mediaType }: Artifact) {
  return digest === null ? { path, uri, digest, sizeBytes, mediaType } : { path, digest, sizeBytes, mediaType };
}
