import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { manifestColumn } from '#platform/database/rows/manifest-column.js';
import { Node } from '#platform/federation/node.type.js';
import { SealedVersion } from '#platform/federation/sealed-version.type.js';
import type { Pin, SealedPin } from '#platform/ports/resolve-pins.js';
import { DateTime, Json, JsonObject } from '#platform/scalars/scalars.js';
import { BumpType } from '#platform/versions/bump.type.js';
import type { Bump } from '#platform/versions/derive-version.js';
import { Artifact } from '#values/artifact.js';
import { CodeVersion } from '#values/code-version.js';
import type { StoredBuild } from './registration/build.js';
import type { DatasetPin, EnvironmentPin } from './registration/pins.js';
import type { MissingPart } from './reproducibility/missing-parts.js';

/** A sealed model version: code, data, configuration and environment as one unit. */
@ObjectType({
  implements: [Node, SealedVersion],
  description:
    'A model version, sealed: code, data, configuration, artifacts, environment and run as one unit. It never changes.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "ref")')
@Entity('model_version')
export class ModelVersion {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelId: string;

  @Column('text')
  name: string;

  @Field(() => String, { description: 'Its SemVer version.' })
  @Column('text')
  version: string;

  @Column('text')
  versionOrder: string;

  @Field(() => String, { description: 'Name and version: `fraud/detector@1.4.0`.' })
  @Column('text')
  ref: string;

  @Field(() => String, { nullable: true, description: 'The number another registry gave it; `name@3` finds it too.' })
  @Column('text', { nullable: true })
  externalVersion: string | null;

  @Field(() => String, { description: '`sha256:…` over the RFC 8785 canonical JSON of `manifest`.' })
  @Column('text')
  digest: string;

  @Field(() => JsonObject, {
    description:
      'What is sealed: it holds the digests of data, environment, run and parents, so that a change anywhere below would change this digest.',
  })
  @Column('text', { transformer: manifestColumn })
  manifest: object;

  @Field(() => String, {
    nullable: true,
    description: 'The kind of model: `gradient-boosted-trees`. Another one makes the next version a MAJOR.',
  })
  @Column('text', { nullable: true })
  architecture: string | null;

  @Field(() => CodeVersion, { nullable: true, description: 'The commit it was made from.' })
  @Column('jsonb', { nullable: true })
  code: CodeVersion | null;

  @Field(() => Json, { nullable: true, description: 'Its configuration.' })
  @Column('jsonb', { nullable: true })
  config: unknown;

  @Field(() => [Artifact], { description: 'Its files, by digest.' })
  @Column('jsonb')
  artifacts: readonly Artifact[];

  @Column('jsonb')
  datasetPins: readonly DatasetPin[];

  @Column('jsonb', { nullable: true })
  environmentPin: EnvironmentPin | null;

  @Column('jsonb', { nullable: true })
  runPin: Pin | null;

  @Column('jsonb', { nullable: true })
  loggedModelPin: Pin | null;

  @Column('jsonb')
  parentPins: readonly SealedPin[];

  @Column('jsonb')
  missing: readonly MissingPart[];

  @Field(() => BumpType, { description: 'How far it moved from the version before, and why.' })
  @Column('jsonb')
  bump: Bump;

  /** As registered; `description` of the API may have been set since. */
  @Column('text', { nullable: true })
  description: string | null;

  /** As registered; `tags` of the API may have been changed since. */
  @Column('jsonb')
  tags: Record<string, string>;

  @Column('jsonb', { nullable: true })
  build: StoredBuild | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was made in the tool it comes from; null where that was not given.',
  })
  @Column('timestamptz', { nullable: true })
  createdElsewhereAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who made it there; null where that was not given.' })
  @Column('text', { nullable: true })
  createdElsewhereBy: string | null;

  @Field(() => DateTime, { description: 'When it was registered.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who registered it.' })
  @Column('text')
  createdBy: string;
}

/** What of a version may be large and is seldom asked for: it stays in the database until it is. */
export const LARGE_IN_MODEL_VERSION = ['manifest', 'config', 'artifacts'] as const;

/** A model version without what may be large. */
export type ModelVersionRow = Omit<ModelVersion, (typeof LARGE_IN_MODEL_VERSION)[number]>;
