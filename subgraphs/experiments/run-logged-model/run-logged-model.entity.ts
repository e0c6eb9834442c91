import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a run made or read a logged model. */
@Entity('run_logged_model')
export class RunLoggedModelRow {
  /** A UUIDv7: in the order in which they came. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  runId: string;

  @Column('uuid')
  loggedModelId: string;

  /** Whether the run made it; else it read it. */
  @Column('boolean')
  isOutput: boolean;

  /** Of training, at which it was made; a bigint as text. 0 of one that was read. */
  @Column('bigint')
  step: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;
}
