import type { StoreReader } from '#platform/verification/store-reader.js';

/** A registration that was about to write parts and has no version: what `unfinishedRegistrations` answers. */
export interface UnfinishedRegistration {
  readonly model: string;
  readonly by: string;
  readonly at: string;
  readonly parts: readonly { readonly kind: string; readonly name: string; readonly digest: string | null }[];
}

/** Registrations that are listed; further ones are only counted. */
const MAX_LISTED = 100;

/** The newest registrations without their version, and how many there are. */
export async function readUnfinished(
  reader: StoreReader,
): Promise<{ readonly total: number; readonly newest: readonly UnfinishedRegistration[] }> {
  const from = `FROM models.parts_registration r
    WHERE NOT EXISTS (SELECT FROM models.parts_registration_end e WHERE e.content = r.content)`;
  const [{ total } = { total: 0 }] = await reader.query<{ total: number }>(`SELECT count(*)::int AS total ${from}`);
  const newest = await reader.query<UnfinishedRegistration>(
    `SELECT r.model, r.by, to_char(r.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, r.parts ${from} ORDER BY r.id DESC LIMIT ${MAX_LISTED}`,
  );
  return { total, newest };
}

/** A line for each, for people; none where there are none. */
export function unfinishedInWords({ total, newest }: Awaited<ReturnType<typeof readUnfinished>>): string[] {
  if (total === 0) return [];
  const lines = newest.map(({ model, by, at, parts }) => {
    const named = parts.map(({ kind, name, digest }) => `${kind} ${name}${digest === null ? '' : `@${digest}`}`);
    return `  ${model}, by ${by}, ${at}: ${named.join(', ')}`;
  });
  const more = total > newest.length ? [`  and ${total - newest.length} more`] : [];
  const head = `${total === 1 ? '1 registration has' : `${total} registrations have`} parts and no version; the same registration again finishes it:`;
  return [head, ...lines, ...more];
}
