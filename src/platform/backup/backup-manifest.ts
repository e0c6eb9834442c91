import semver from 'semver';
import * as z from 'zod';

/** The only form of a backup so far. */
export const BACKUP_FORMAT = 1;

const table = z.object({
  name: z.string(),
  columns: z.array(z.string()).min(1),
  /** The SQL that its rows stand in order of. */
  order: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  /** SHA-256 over its rows as PostgreSQL's COPY writes them. */
  sha256: z.string(),
});

const schema = z.object({
  name: z.string(),
  /** In the order in which they ran. */
  migrations: z.array(z.string()),
  /** Where its ledger ends; null where it has none, or nothing in it. */
  ledger: z.object({ position: z.number().int(), hash: z.string() }).nullable(),
  /** Those that others refer to come first. */
  tables: z.array(table),
});

const manifest = z.object({
  format: z.literal(BACKUP_FORMAT),
  /** The version of Pedigraph that wrote it. */
  product: z.string().refine((text) => semver.valid(text) !== null, 'expected a version'),
  /** That of the server, such as `18.4`. */
  postgres: z.string(),
  /** The moment that all of it is of. */
  takenAt: z.iso.datetime(),
  schemas: z.array(schema),
});

/** The manifest of a backup, at its end. */
export type BackupManifest = z.infer<typeof manifest>;
/** Its entry for a schema. */
export type BackedUpSchema = z.infer<typeof schema>;
/** Its entry for a table. */
export type BackedUpTable = z.infer<typeof table>;

/** A backup cannot be written, read or restored; the message says why and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** The name of the manifest in the archive. */
export const MANIFEST_NAME = 'manifest.json';

/** @throws {BackupError} for what is none of ours, or has another form. */
export function parseManifest(text: string): BackupManifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new BackupError('The file is damaged: its manifest is no JSON.');
  }
  const { format, product } = (parsed ?? {}) as { format?: unknown; product?: unknown };
  if (format !== BACKUP_FORMAT) {
    throw new BackupError(
      `Expected a backup of form ${BACKUP_FORMAT}, but this one has form ${JSON.stringify(format)}: restore it with Pedigraph ${String(product)}, which wrote it, or a newer one.`,
    );
  }
  const read = manifest.safeParse(parsed);
  if (read.success) return read.data;
  throw new BackupError(`The file is damaged: its manifest cannot be read (${z.prettifyError(read.error)}).`);
}
