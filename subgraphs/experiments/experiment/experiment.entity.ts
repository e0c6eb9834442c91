import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '#platform/federation/node.type.js';
import { DateTime } from '#platform/scalars/scalars.js';

/** A name under which runs are tracked. */
@ObjectType({ implements: Node, description: 'A series of runs towards one question.', simpleResolvers: true })
@Directive('@key(fields: "id")')
@Directive('@key(fields: "name")')
@Entity('experiment')
export class Experiment {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'Its name with its namespace: `fraud/baseline`.' })
  @Column('text')
  name: string;

  @Field(() => DateTime, { description: 'When its first run was started.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who started its first run.' })
  @Column('text')
  createdBy: string;
}
