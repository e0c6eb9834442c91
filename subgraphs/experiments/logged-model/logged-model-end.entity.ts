import { Column, Entity, PrimaryColumn } from 'typeorm';
import { manifestColumn } from '#platform/database/rows/manifest-column.js';
import type { Artifact } from '#values/artifact.js';

/** That a logged model is READY, and what it then was: sealed. */
@Entity('logged_model_end')
export class LoggedModelEnd {
  @PrimaryColumn('uuid')
  loggedModelId: string;

  @Column('text', { nullable: true })
  message: string | null;

  @Column('jsonb')
  artifacts: readonly Artifact[];

  @Column('text', { transformer: manifestColumn })
  manifest: object;

  @Column('text')
  digest: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;
}

/** What of an end may be large and is seldom asked for: it stays in the database until it is. */
export const LARGE_IN_LOGGED_MODEL_END = ['manifest', 'artifacts'] as const;

/** The end of a logged model without what may be large. */
export type LoggedModelEndRow = Omit<LoggedModelEnd, (typeof LARGE_IN_LOGGED_MODEL_END)[number]>;
