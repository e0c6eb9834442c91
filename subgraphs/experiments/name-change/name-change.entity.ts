import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The number of the name that a thing was given as it was made, beside the one that identifies it. */
export const GIVEN = 0;

/** What an experiment or a run is called from a moment on: a fact that the next one follows, never replaces. */
@Entity('name_change')
export class NameChange {
  @PrimaryColumn('uuid')
  id: string;

  /** The experiment's or the run's id. */
  @Column('uuid')
  subjectId: string;

  /** 1, 2, 3, … per subject, or `GIVEN`; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  @Column('text')
  name: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;

  @Column('text', { nullable: true })
  reason: string | null;
}
