import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody logged out: from then on the session opens nothing, though its cookie has not ended. Sealed. */
@Entity('ended_session')
export class EndedSession {
  /** `sha256:…` over the id of the session. */
  @PrimaryColumn('text')
  session: string;

  @Column('text')
  principal: string;

  /** When the cookie that the log-out came with would have ended; a renewed one of the session may end later. */
  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz')
  createdAt: Date;

  /** The gateway that the log-out was sent to, which asks in its own name. */
  @Column('text')
  actor: string;
}
