import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileLocation } from './file-location.type.js';

/** A place that was added to a sealed version: a fact beside the version. Each subgraph with versions has its own table. */
@Entity('added_location')
export class AddedLocation implements FileLocation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  versionId: string;

  @Column('text', { nullable: true })
  path: string | null;

  @Column('text')
  uri: string;

  @Column('text')
  digest: string;

  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Column('text', { name: 'by' })
  actor: string;
}
