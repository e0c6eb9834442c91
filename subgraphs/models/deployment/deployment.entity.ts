import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '#platform/federation/node.type.js';
import { DateTime } from '#platform/scalars/scalars.js';
import type { EnvironmentPin } from '../model-version/registration/pins.js';

/** The environment a version is served in, as it is stored. */
export type ServingPin = Pick<EnvironmentPin, 'id' | 'ref' | 'digest'>;

/** A model version put to work somewhere. That it ended is a fact of its own. */
@ObjectType({ implements: Node, description: 'A model version that runs, or ran, on a target.', simpleResolvers: true })
@Directive('@key(fields: "id")')
@Entity('deployment')
export class Deployment {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'Where it runs: `prod-eu`.' })
  @Column('text')
  target: string;

  @Column('uuid')
  modelId: string;

  @Column('uuid')
  modelVersionId: string;

  @Column('jsonb', { nullable: true })
  environmentPin: ServingPin | null;

  @Field(() => DateTime, { description: 'When it started.' })
  @Column('timestamptz')
  startedAt: Date;

  @Field(() => String, { description: 'Who recorded it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
