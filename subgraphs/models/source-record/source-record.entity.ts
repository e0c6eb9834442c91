import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime, SafeInt } from '#platform/scalars/scalars.js';
import { SourceSubjectKind } from './source-subject-kind.js';

/**
 * That a version or a run is in a source: a repository, a tracking server. A fact, never changed, with what the source
 * says by which it is found to be the same as another one.
 */
@ObjectType({
  description:
    'That a version or a run is in a source (a repository, a tracking server), and what the source says of it. A fact: whoever reads the source again and finds other things there records another one.',
  simpleResolvers: true,
})
@Entity('source_record')
export class SourceRecord {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => SourceSubjectKind, { description: 'What is in the source: a version, or a run.' })
  @Column('text')
  subjectKind: SourceSubjectKind;

  @Column('uuid')
  subjectId: string;

  @Field(() => String, { description: 'The ref of what is in the source.' })
  @Column('text')
  subject: string;

  @Field(() => String, { description: 'The tool that recorded it there: `mlflow`, `dvc`, `gto`, `git-lfs`.' })
  @Column('text')
  tool: string;

  @Field(() => String, { description: 'The source: the URL of a repository, of a tracking server.' })
  @Column('text')
  location: string;

  @Field(() => String, {
    description: 'Where in the source, in the words of the tool: an id, a tag, a path at a commit.',
  })
  @Column('text')
  externalId: string;

  @Field(() => String, {
    nullable: true,
    description: 'An id that nothing else has in any source, such as the UUID of an MLflow run: `mlflow:…`.',
  })
  @Column('text', { nullable: true })
  globalId: string | null;

  @Field(() => String, { nullable: true, description: 'What it is called there.' })
  @Column('text', { nullable: true })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'The number of the version there.' })
  @Column('text', { nullable: true })
  number: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'The size of its content in bytes.' })
  @Column('bigint', {
    nullable: true,
    transformer: { from: (value) => (value === null ? null : Number(value)), to: (value) => value },
  })
  sizeBytes: number | null;

  @Field(() => String, { nullable: true, description: 'The Git repository that has it, or its code.' })
  @Column('text', { nullable: true })
  repository: string | null;

  /** The repository in one spelling. */
  @Column('text', { nullable: true })
  repositoryKey: string | null;

  @Field(() => String, { nullable: true, description: 'The commit that has it, or its code.' })
  @Column('text', { name: 'commit_id', nullable: true })
  commit: string | null;

  @Field(() => String, { nullable: true, description: 'Its path in the repository.' })
  @Column('text', { nullable: true })
  path: string | null;

  @Field(() => [String], {
    description: 'Digests of its whole content, each under its algorithm: `sha256:…`, `md5:…`.',
  })
  @Column('text', { array: true })
  digests: string[];

  @Field(() => [String], { description: 'Digests of parts of its content: of its files, of a sample.' })
  @Column('text', { array: true })
  partDigests: string[];

  @Field(() => DateTime, { nullable: true, description: 'When it was made there.' })
  @Column('timestamptz', { nullable: true })
  createdElsewhereAt: Date | null;

  /** Digest of all above but the id: the same fact has the same. */
  @Column('text')
  identity: string;

  @Field(() => DateTime, { description: 'When this was recorded.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who recorded it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
