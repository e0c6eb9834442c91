import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a run, an experiment or a logged model was archived, which stays readable and says so; or that it came back. */
@Entity('archival')
export class Archival {
  /** The id of the run, the experiment or the logged model. */
  @PrimaryColumn('uuid')
  subjectId: string;

  /** 2, 3, … per subject; null of the first. */
  @Column('integer', { nullable: true })
  sequence: number | null;

  /** Null where it was archived. */
  @Column('boolean', { nullable: true })
  isRestored: true | null;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;

  @Column('text', { nullable: true })
  reason: string | null;
}

/** Since when something is archived, by the last that was done; null where it is not. */
export function archivedSince(last: Archival | null): Date | null {
  return last === null || last.isRestored ? null : last.at;
}
