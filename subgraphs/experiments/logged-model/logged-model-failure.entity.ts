import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That the files of a logged model could not be written. */
@Entity('logged_model_failure')
export class LoggedModelFailure {
  /** A UUIDv7: the last failure has the greatest. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  loggedModelId: string;

  @Column('text', { nullable: true })
  message: string | null;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  by: string;
}
