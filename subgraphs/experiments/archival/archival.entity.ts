import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a run or an experiment was archived: it stays readable, and says so. */
@Entity('archival')
export class Archival {
  /** The run's or the experiment's id. */
  @PrimaryColumn('uuid')
  subjectId: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;

  @Column('text', { nullable: true })
  reason: string | null;
}
