import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One parameter of a run; written once. */
@Entity('run_parameter')
export class RunParameter {
  @PrimaryColumn('uuid')
  runId: string;

  @PrimaryColumn('text')
  key: string;

  @Column('jsonb')
  value: unknown;
}
