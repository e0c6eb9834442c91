import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a deployment ended, when, and why. */
@Entity('deployment_end')
export class DeploymentEnd {
  @PrimaryColumn('uuid')
  deploymentId: string;

  @Column('timestamptz', { name: 'at' })
  endedAt: Date;

  @Column('text', { name: 'by' })
  actor: string;

  @Column('text', { nullable: true })
  reason: string | null;
}
