import { Column, Entity, PrimaryColumn } from 'typeorm';
import { manifestColumn } from '#platform/database/rows/manifest-column.js';
import type { Artifact } from '#values/artifact.js';
import type { RunEndStatus } from '#values/run-status.js';

/** That a run ended, and what it then was: from here on the database refuses parameters and metrics of it. */
@Entity('run_end')
export class RunEnd {
  @PrimaryColumn('uuid')
  runId: string;

  @Column('text')
  status: RunEndStatus;

  @Column('timestamptz')
  endedAt: Date;

  @Column('jsonb')
  artifacts: readonly Artifact[];

  @Column('text', { transformer: manifestColumn })
  manifest: object;

  @Column('text')
  digest: string;
}

/** What of an end may be large and is seldom asked for: it stays in the database until it is. */
export const LARGE_IN_RUN_END = ['manifest', 'artifacts'] as const;

export type LargeInRunEnd = (typeof LARGE_IN_RUN_END)[number];

/** The end of a run without what may be large. */
export type RunEndRow = Omit<RunEnd, LargeInRunEnd>;
