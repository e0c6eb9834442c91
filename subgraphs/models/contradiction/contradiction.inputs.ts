import { IsIn, IsNotEmpty, IsOptional, IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { RequiredReasonField } from '#values/reason-field.js';
import { OptionalRefField } from '../fields/ref-field.js';
import { ContradictionKind } from './contradiction-kind.js';

/** Characters of what a source says. */
const MAX_SAID = 2_000;

/** What `reportContradiction` takes. */
@InputType({ description: 'What a source says other than what is known of one version or one run.' })
export class ReportContradictionInput {
  @Field(() => ContradictionKind, { description: 'How the source contradicts it.' })
  @IsIn(Object.values(ContradictionKind))
  kind: ContradictionKind;

  @OptionalRefField('The model version that is contradicted, by ref. One of this, `datasetVersion` and `run` is given.')
  modelVersion?: string | null;

  @OptionalRefField('The dataset version that is contradicted, by ref.')
  datasetVersion?: string | null;

  @Field(() => ID, { nullable: true, description: 'The run that is contradicted, by id.' })
  @IsOptional()
  @IsUUID('all', { message: 'run must be the id of a run' })
  run?: string | null;

  @Field(() => String, {
    description: 'The source; user and password in it are not stored: `https://github.com/acme/fraud`.',
  })
  @IsNotEmpty()
  @MaxLength(MAX_SAID)
  source: string;

  @Field(() => String, { description: 'Where in the source: `refs/tags/model@v1.0.0`.' })
  @IsNotEmpty()
  @MaxLength(MAX_SAID)
  place: string;

  @Field(() => String, { nullable: true, description: 'What is known: a commit, a digest.' })
  @IsOptional()
  @MaxLength(MAX_SAID)
  known?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the source says now; left out where it has nothing there.',
  })
  @IsOptional()
  @MaxLength(MAX_SAID)
  found?: string | null;
}

/** What `resolveContradiction` takes. */
@InputType({ description: 'A contradiction that is one no more.' })
export class ResolveContradictionInput {
  @Field(() => ID, { description: 'The contradiction, by id.' })
  @IsUUID('all', { message: 'contradiction must be the id of a contradiction' })
  contradiction: string;

  @RequiredReasonField()
  reason: string;
}
