import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InputPin } from './input-pin.js';

/** A dataset version that a run named after it was started. */
@Entity('run_input')
export class AddedInput {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  runId: string;

  @Column('jsonb')
  pin: InputPin;

  /** Empty where there is none; unique with the run, the role and what is pinned. */
  @Column('text')
  context: string;

  @Column('jsonb')
  tags: Record<string, string>;

  /** Whether the run had ended: then it is no part of what is sealed. */
  @Column('boolean')
  isAfterEnd: boolean;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;
}
