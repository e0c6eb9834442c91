import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column as DatabaseColumn, Entity, PrimaryColumn } from 'typeorm';
import { manifestColumn } from '#platform/database/rows/manifest-column.js';
import { Node } from '#platform/federation/node.type.js';
import { SealedVersion } from '#platform/federation/sealed-version.type.js';
import { DateTime, JsonObject, SafeInt } from '#platform/scalars/scalars.js';
import { Artifact } from '#values/artifact.js';
import { Column, Split } from '#values/dataset-parts.js';
import { ExternalDigest } from '#values/external-dataset.js';
import type { StoredSplit } from './stored-split.js';

/** A sealed dataset version. */
@ObjectType({
  implements: [Node, SealedVersion],
  description: 'A dataset, sealed: files by digest, schema, origin. It never changes.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "ref")')
@Entity('dataset_version')
export class DatasetVersion {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @DatabaseColumn('uuid')
  datasetId: string;

  @DatabaseColumn('text')
  name: string;

  @Field(() => String, { description: 'Its SemVer version.' })
  @DatabaseColumn('text')
  version: string;

  @DatabaseColumn('text')
  versionOrder: string;

  @Field(() => String, { description: 'Name and version: `fraud/transactions@1.0.0`.' })
  @DatabaseColumn('text')
  ref: string;

  @Field(() => String, { description: '`sha256:…` over the RFC 8785 canonical JSON of `manifest`.' })
  @DatabaseColumn('text')
  digest: string;

  @Field(() => JsonObject, { description: 'What is sealed: anyone can recompute the digest from it.' })
  @DatabaseColumn('text', { transformer: manifestColumn })
  manifest: object;

  @Field(() => [Artifact], { description: 'Its files, by path: what they are and where they lie.' })
  @DatabaseColumn('jsonb')
  files: readonly Artifact[];

  @Field(() => [Column], { description: 'Its columns, in their order.' })
  @DatabaseColumn('jsonb')
  schema: readonly Column[];

  @Field(() => SafeInt, { nullable: true, description: 'How many rows it has.' })
  @DatabaseColumn('bigint', {
    name: 'rows',
    nullable: true,
    transformer: { from: (value) => (value === null ? null : Number(value)), to: (value) => value },
  })
  rowCount: number | null;

  @Field(() => String, { nullable: true, description: 'Its licence, best as an SPDX identifier.' })
  @DatabaseColumn('text', { nullable: true })
  license: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'Statistics, in the words of whoever computed them.' })
  @DatabaseColumn('jsonb', { nullable: true })
  statistics: object | null;

  @Field(() => [Split], { description: 'Its named parts.' })
  @DatabaseColumn('jsonb')
  splits: readonly StoredSplit[];

  @DatabaseColumn('uuid', { array: true })
  derivedFromIds: readonly string[];

  @DatabaseColumn('text', { nullable: true })
  externalName: string | null;

  @Field(() => ExternalDigest, {
    nullable: true,
    description: 'Its digest in the tool it comes from, under an algorithm of that tool; sealed.',
  })
  @DatabaseColumn('jsonb', { nullable: true })
  externalDigest: ExternalDigest | null;

  @Field(() => String, { nullable: true, description: 'Where people can read about it.' })
  @DatabaseColumn('text', { nullable: true })
  source: string | null;

  @Field(() => String, { nullable: true, description: 'A sentence for people.' })
  @DatabaseColumn('text', { nullable: true })
  description: string | null;

  @Field(() => DateTime, { description: 'When it was registered.' })
  @DatabaseColumn('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who registered it.' })
  @DatabaseColumn('text')
  createdBy: string;
}

/** What of a version may be large and is seldom asked for: it stays in the database until it is. */
export const LARGE_IN_DATASET_VERSION = ['manifest', 'files', 'schema', 'statistics', 'splits'] as const;

/** A dataset version without what may be large. */
export type DatasetVersionRow = Omit<DatasetVersion, (typeof LARGE_IN_DATASET_VERSION)[number]>;
