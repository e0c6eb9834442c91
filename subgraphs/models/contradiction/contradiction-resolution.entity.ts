import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a contradiction is one no more: the source agrees again, or somebody has decided. Sealed. */
@Entity('contradiction_resolution')
export class ContradictionResolution {
  @PrimaryColumn('uuid')
  contradictionId: string;

  @Column('text')
  reason: string;

  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Column('text', { name: 'by' })
  actor: string;
}
