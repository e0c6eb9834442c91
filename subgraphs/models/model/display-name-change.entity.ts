import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a model is called otherwise: a fact that the next one follows, never replaces. */
@Entity('display_name_change')
export class DisplayNameChange {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelId: string;

  /** 1, 2, 3, … per model; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  @Column('text')
  displayName: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;

  @Column('text', { nullable: true })
  reason: string | null;
}
