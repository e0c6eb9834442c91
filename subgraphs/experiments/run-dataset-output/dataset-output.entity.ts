import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A dataset version, as its row pins it. */
export interface OutputPin {
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
}

/** That a run made a dataset version. */
@Entity('run_dataset_output')
export class DatasetOutput {
  /** A UUIDv7: in the order in which they came. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  runId: string;

  @Column('jsonb')
  pin: OutputPin;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;
}
