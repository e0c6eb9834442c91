import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { LineageKind } from '#values/lineage-kind.js';
import { ModelVersionStub } from '../stubs/model-version.stub.js';

/** What `quarantineDownstream` takes. */
@InputType({ description: 'Something that is bad, and why.' })
export class QuarantineDownstreamInput {
  @Field(() => String, {
    description:
      'A ref such as `fraud/transactions@1.1.0`, that of a column such as `fraud/transactions@1.1.0#amount`, or an id.',
  })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  of: string;

  @Field(() => LineageKind, { nullable: true, description: 'What `of` is, where several things have that ref.' })
  @IsOptional()
  kind?: LineageKind | null;

  @Field(() => String, { description: 'Why, for those who read the history.' })
  @IsNotEmpty()
  @MaxLength(1_500)
  reason: string;
}

/** What `quarantineDownstream` gives back. */
@ObjectType({ description: 'The model versions that rest on it and are not to be used.', simpleResolvers: true })
export class QuarantineDownstreamPayload {
  @Field(() => [ModelVersionStub], { nullable: 'items', description: 'Those that this call has quarantined.' })
  quarantined: readonly ModelVersionStub[];

  @Field(() => [ModelVersionStub], {
    nullable: 'items',
    description: 'Those that were QUARANTINED or ARCHIVED already.',
  })
  unchanged: readonly ModelVersionStub[];
}
