import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';
import { PolicyRules } from './policy-rules.js';

/** Rules that were stored before there were some kinds of them have none of those. */
const WITH_LATER_RULES = {
  from: (rules: PolicyRules | null): PolicyRules | null =>
    rules && { ...rules, approvalsByRole: rules.approvalsByRole ?? [] },
  to: (rules: PolicyRules | null): PolicyRules | null => rules,
};

/** The rules of a model or a namespace for one alias; the next row of the same scope and alias follows it. */
@ObjectType({ description: 'The rules by which versions are promoted to an alias.', simpleResolvers: true })
@Entity('policy')
export class Policy {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'A model `fraud/detector`, a namespace `fraud/*`, or everything `*`.' })
  @Column('text')
  scope: string;

  @Field(() => String, { description: 'The alias that it guards.' })
  @Column('text')
  alias: string;

  /** 1, 2, 3, … per scope and alias; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  @Field(() => PolicyRules, { nullable: true, description: 'The rules; null where the policy was removed.' })
  @Column('jsonb', { nullable: true, transformer: WITH_LATER_RULES })
  rules: PolicyRules | null;

  @Field(() => DateTime, { description: 'Since when it holds.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who set it.' })
  @Column('text', { name: 'by' })
  actor: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who set it.' })
  @Column('text', { nullable: true })
  reason: string | null;
}
