import { alignColumns } from '#integrations/printing/align-columns.js';
import type { Contents } from './format/members.js';
import type { BundleImport } from './import/import-bundle.js';
import type { VerifiedBundle } from './verify/verify-bundle.js';

/** What an export has written, for people. */
export function contentsInWords({ roots, members, leftOut }: Contents): string {
  const bytes = members.reduce((sum, { size }) => sum + size, 0);
  return [...rootsInWords(roots), `${members.length} members, ${bytes} bytes`, ...leftOutInWords(leftOut)].join('\n');
}

/** What a bundle holds that was verified, for people. */
export function bundleInWords({ contents, things, named, events, points, files }: VerifiedBundle): string {
  const kinds = [...things, ...named].map(({ kind }) => kind);
  const counts = [...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length] as const);
  const rows = [...counts, ['point', points], ['event', events], ['file', files]] as const;
  return [
    ...rootsInWords(contents.roots),
    ...alignColumns(rows.map(([kind, count]) => [kind, String(count)])),
    ...leftOutInWords(contents.leftOut),
    'ok: every digest, pin and event is what was exported',
  ].join('\n');
}

/** What became of an import, for people. */
export function importInWords({ roots, counts, notMoved }: BundleImport): string {
  const rows = Object.entries(counts).map(([kind, { imported, alreadyThere }]) => [
    kind,
    `${imported} imported`,
    `${alreadyThere} already there`,
  ]);
  return [...rootsInWords(roots), ...alignColumns(rows), ...notMoved.map((what) => `not moved: ${what}`)].join('\n');
}

function rootsInWords(roots: Contents['roots']): string[] {
  return roots.map(({ ref, digest }) => `${ref} ${digest}`);
}

function leftOutInWords(leftOut: Contents['leftOut']): string[] {
  return leftOut.map(({ kind, count }) => `left out: ${count} ${kind}`);
}
