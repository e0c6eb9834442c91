import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One change of a tag of an experiment, a run or a logged model: a fact that the next one follows, never replaces. */
@Entity('tag_change')
export class TagChange {
  @PrimaryColumn('uuid')
  id: string;

  /** The id of the experiment, the run or the logged model. */
  @Column('uuid')
  subjectId: string;

  @Column('text')
  key: string;

  /** 1, 2, 3, … per subject and key; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  /** Null where the tag was removed. */
  @Column('text', { nullable: true })
  value: string | null;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;
}
