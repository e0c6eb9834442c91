import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Pin } from '#platform/ports/resolve-pins.js';
import { DateTime } from '#platform/scalars/scalars.js';

/** The run of a version that was registered before its run had ended: a fact beside what is sealed. */
@ObjectType({
  description: 'That a run was attached to a version after it was registered. What is sealed does not name the run.',
  simpleResolvers: true,
})
@Entity('run_attachment')
export class RunAttachment {
  @PrimaryColumn('uuid')
  modelVersionId: string;

  @Column('jsonb')
  runPin: Pin;

  @Field(() => DateTime, { description: 'When the run was attached.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who attached it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
