import { ArrayMaxSize, ArrayUnique, IsNotEmpty, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** What a version has to show before it is promoted. */
@ObjectType({ description: 'What a version has to show before it is promoted.', simpleResolvers: true })
@InputType('PolicyRulesInput', { description: 'What a version has to show before it is promoted.' })
export class PolicyRules {
  @Field(() => [String], {
    defaultValue: [],
    description:
      'Conditions on metrics: `auc >= 0.9`, `auc >= 0.85 on slice country=DE`, `auc >= 0.9 on dataset fraud/holdout`, and against the version it replaces `auc >= replaced - 0.01`, `loss <= replaced` (where the alias was taken away, the version that had it last). An evaluation on that data counts; where no data is named, the last evaluation without a slice, or the run.',
  })
  @ArrayMaxSize(50)
  @ArrayUnique({ message: 'metrics must hold each condition once' })
  @MaxLength(500, { each: true })
  metrics: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether its verdict has to be REPRODUCIBLE.' })
  reproducible: boolean;

  @Field(() => Int, { defaultValue: 0, description: 'How many people have to approve it: 0 to 20.' })
  @Min(0)
  @Max(20)
  approvals: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the approval of who registered it counts.',
  })
  authorMayApprove: boolean;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Tags it has to have: `card`, or with a value `stage=final`.',
  })
  @ArrayMaxSize(50)
  @ArrayUnique({ message: 'requiredTags must hold each tag once' })
  @IsNotEmpty({ each: true })
  @MaxLength(500, { each: true })
  requiredTags: string[];
}

/** The rules of a model or a namespace for one alias; the next row of the same scope and alias follows it. */
@ObjectType({ description: 'The rules by which versions are promoted to an alias.', simpleResolvers: true })
@Entity('policy')
export class Policy {
  @Field(() => ID, { description: 'A UUID, for ever the same.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'A model `fraud/detector`, a namespace `fraud/*`, or everything `*`.' })
  @Column('text')
  scope: string;

  @Field(() => String, { description: 'The alias it guards.' })
  @Column('text')
  alias: string;

  /** 1, 2, 3, … per scope and alias; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  @Field(() => PolicyRules, { nullable: true, description: 'The rules; null where the policy was taken away.' })
  @Column('jsonb', { nullable: true })
  rules: PolicyRules | null;

  @Field(() => DateTime, { description: 'From when it holds.' })
  @Column('timestamptz')
  at: Date;

  @Field(() => String, { description: 'Who set it.' })
  @Column('text')
  by: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  @Column('text', { nullable: true })
  reason: string | null;
}
