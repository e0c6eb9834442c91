import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a run which had ended, and is sealed, goes on. */
@Entity('run_continuation')
export class RunContinuation {
  @PrimaryColumn('uuid')
  runId: string;

  /** 1, 2, 3, … per run. */
  @PrimaryColumn('integer')
  sequence: number;

  @Column('timestamptz')
  startedAt: Date;

  @Column('text')
  createdBy: string;
}
