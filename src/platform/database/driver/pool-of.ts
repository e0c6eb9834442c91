import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** The driver's pool under a source of TypeORM's. */
export function poolOf({ driver }: DataSource): Pool {
  return (driver as unknown as { readonly master: Pool }).master;
}
