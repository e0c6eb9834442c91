import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a model was archived, or restored: a fact that the next one follows, never replaces. */
@Entity('model_archival')
export class ModelArchival {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelId: string;

  /** 1, 2, 3, … per model; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  /** False where it was restored. */
  @Column('boolean')
  archived: boolean;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;

  @Column('text', { nullable: true })
  reason: string | null;
}
