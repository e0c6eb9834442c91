import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Artifact } from '#values/artifact.js';
import type { RunEndStatus } from '#values/run-status.js';

/** That a run which went on has ended once more. */
@Entity('run_continuation_end')
export class RunContinuationEnd {
  @PrimaryColumn('uuid')
  runId: string;

  /** Of the continuation that ended. */
  @PrimaryColumn('integer')
  sequence: number;

  @Column('text')
  status: RunEndStatus;

  @Column('timestamptz')
  endedAt: Date;

  @Column('jsonb')
  artifacts: readonly Artifact[];

  @Column('timestamptz')
  createdAt: Date;

  @Column('text')
  createdBy: string;
}
