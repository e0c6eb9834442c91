import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ModelVersionStatus } from '#values/model-version-status.js';

/** That a version's status changed: a fact that is never changed, only followed by the next. */
@Entity('status_change')
export class StatusChange {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelVersionId: string;

  /** 1, 2, 3, … per version; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  @Column('text')
  status: ModelVersionStatus;

  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Column('text', { name: 'by' })
  actor: string;

  @Column('text', { nullable: true })
  reason: string | null;
}
