import type { SeenSql, SeenTable } from '#platform/database/rows/over-seen.js';
import { DAY_COUNTS } from './day-counts.js';

/** The tables that insight is answered from, without what is hidden: counts of parts of the registry, too, are those of what is seen. */
export const SEEN_REGISTRY: readonly SeenTable[] = [
  { name: 'registry_version', query: ({ sees }) => `SELECT * FROM registry_version WHERE ${sees('model')}` },
  { name: 'registry_promotion', query: ({ sees }) => `SELECT * FROM registry_promotion WHERE ${sees('model')}` },
  { name: 'registry_reach_check', query: ({ sees }) => `SELECT * FROM registry_reach_check WHERE ${sees('model')}` },
  { name: 'registry_rank', query: ({ sees }) => `SELECT * FROM registry_rank WHERE ${sees('model')}` },
  {
    // Each duration stands under every part that it belongs to: one that stands under a hidden part is hidden everywhere.
    name: 'registry_duration',
    query: ({ hidden, shown }) => `
      SELECT d.* FROM registry_duration d
      WHERE NOT EXISTS (${isUnder(hidden)}) OR EXISTS (${isUnder(shown)})`,
  },
  { name: 'registry_day', query: seenDays },
];

function isUnder(parts: string): string {
  return `SELECT FROM registry_duration p WHERE p.part = ANY (${parts}) AND (p.measure, p.at, p.id) = (d.measure, d.at, d.id)`;
}

/** The counts of a part, less those of the hidden parts in it, and with those of the parts below these that are shown. */
function seenDays({ sees, hidden, shown }: SeenSql): string {
  const counts = DAY_COUNTS.map(
    (count) => `(CASE WHEN ${sees('d.part')} THEN d.${count} ELSE 0 END + inner_parts.${count})::int AS ${count}`,
  );
  const sums = DAY_COUNTS.map((count) => `coalesce(sum(p.sign * i.${count}), 0) AS ${count}`);
  return `
    SELECT d.part, d.day, ${counts.join(', ')}
    FROM registry_day d CROSS JOIN LATERAL (
      SELECT ${sums.join(', ')}
      FROM (SELECT prefix, -1 AS sign FROM (${outermost(hidden)}) AS h WHERE ${sees('d.part')}
            UNION ALL SELECT prefix, 1 FROM (${outermost(shown)}) AS s) AS p
      JOIN registry_day i ON i.part = p.prefix AND i.day = d.day
      WHERE p.prefix ^@ d.part AND p.prefix <> d.part) AS inner_parts`;
}

/** Those of some prefixes that lie in no other of them. */
function outermost(prefixes: string): string {
  return `
    SELECT DISTINCT prefix FROM unnest(${prefixes}) AS one (prefix)
    WHERE NOT EXISTS (SELECT FROM unnest(${prefixes}) AS other (prefix)
      WHERE one.prefix ^@ other.prefix AND one.prefix <> other.prefix)`;
}
