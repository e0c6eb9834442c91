import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { manifestColumn } from '#platform/database/rows/manifest-column.js';
import { Node } from '#platform/federation/node.type.js';
import { SealedVersion } from '#platform/federation/sealed-version.type.js';
import { DateTime, JsonObject, SafeInt } from '#platform/scalars/scalars.js';
import { Lock, Package, Runtime } from '#values/environment-parts.js';

/** A sealed environment: everything a run or a model version pins about where code ran. */
@ObjectType({
  implements: [Node, SealedVersion],
  description: 'An environment, sealed: image, runtime, packages. It never changes.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "ref")')
@Entity('environment_version')
export class EnvironmentVersion {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  environmentId: string;

  @Column('text')
  name: string;

  @Field(() => String, { description: 'Its SemVer version.' })
  @Column('text')
  version: string;

  @Column('text')
  versionOrder: string;

  @Field(() => String, { description: 'Name and version: `fraud/train@1.0.0`.' })
  @Column('text')
  ref: string;

  @Field(() => String, { description: '`sha256:…` over the RFC 8785 canonical JSON of `manifest`.' })
  @Column('text')
  digest: string;

  @Field(() => JsonObject, { description: 'What is sealed: anyone can recompute the digest from it.' })
  @Column('text', { transformer: manifestColumn })
  manifest: object;

  @Field(() => String, { nullable: true, description: 'The container image; pinned where it ends in `@sha256:…`.' })
  @Column('text', { nullable: true })
  image: string | null;

  @Field(() => Runtime, { nullable: true, description: 'The language runtime.' })
  @Column('jsonb', { nullable: true })
  runtime: Runtime | null;

  @Field(() => String, { nullable: true, description: 'Operating system and architecture: `linux/amd64`.' })
  @Column('text', { nullable: true })
  os: string | null;

  @Field(() => [Package], { description: 'The packages, by manager and name.' })
  @Column('jsonb')
  packages: readonly Package[];

  @Field(() => Lock, { nullable: true, description: 'The lock file the packages were installed from.' })
  @Column('jsonb', { nullable: true })
  lock: Lock | null;

  @Field(() => String, { nullable: true, description: 'The hardware it is meant for: `1x NVIDIA A100`.' })
  @Column('text', { nullable: true })
  hardware: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'The seed of its random generators.' })
  @Column('bigint', {
    nullable: true,
    transformer: { from: (value) => (value === null ? null : Number(value)), to: (value) => value },
  })
  seed: number | null;

  @Field(() => [String], { description: 'The names of the environment variables it reads; never their values.' })
  @Column('text', { array: true })
  variables: readonly string[];

  @Field(() => String, { nullable: true, description: 'A sentence for people.' })
  @Column('text', { nullable: true })
  description: string | null;

  @Field(() => DateTime, { description: 'When it was registered.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who registered it.' })
  @Column('text')
  createdBy: string;
}

/** What of a version may be large and is seldom asked for: it stays in the database until it is. */
export const LARGE_IN_ENVIRONMENT_VERSION = ['manifest', 'packages', 'lock'] as const;

/** An environment version without what may be large. */
export type EnvironmentVersionRow = Omit<EnvironmentVersion, (typeof LARGE_IN_ENVIRONMENT_VERSION)[number]>;
