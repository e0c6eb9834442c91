import { type Rights, sees } from '#platform/auth/rights.js';
import { hideNames } from '#values/hide-names.js';
import { seenManifest } from '#values/seen-manifest.js';
import type { ModelVersion, ModelVersionRow } from './model-version.entity.js';

/**
 * A model version as a caller sees it: what it was made of that is hidden is not among its pins, and is named neither in
 * its manifest nor in the sentences about it. Where nothing is hidden from the caller it is the row itself.
 */
export function seenVersion<Row extends ModelVersionRow>(row: Row, rights: Rights): Row {
  if (rights.hidden.length === 0) return row;
  const isSeen = (pin: { readonly ref: string }) => sees(rights, pin.ref);
  const { datasetPins, environmentPin, runPin, loggedModelPin, parentPins, bump, missing } = row;
  const seen: Partial<ModelVersionRow> = {
    datasetPins: datasetPins.filter(isSeen),
    environmentPin: environmentPin !== null && isSeen(environmentPin) ? environmentPin : null,
    runPin: runPin !== null && isSeen(runPin) ? runPin : null,
    loggedModelPin: loggedModelPin !== null && isSeen(loggedModelPin) ? loggedModelPin : null,
    parentPins: parentPins.filter(isSeen),
    bump: { ...bump, reasons: bump.reasons.map((reason) => hideNames(reason, rights)) },
    missing: missing.map(({ what, ...part }) => ({ ...part, what: hideNames(what, rights) })),
  };
  // A view and no copy: a row parses each column when somebody looks at it.
  const view = Object.create(row) as Row;
  for (const [key, value] of Object.entries(seen)) Object.defineProperty(view, key, { value, enumerable: true });
  if ('manifest' in row) {
    const hidden = [
      ...(runPin !== null && seen.runPin === null ? ['run' as const] : []),
      ...(loggedModelPin !== null && seen.loggedModelPin === null ? ['loggedModel' as const] : []),
    ];
    Object.defineProperty(view, 'manifest', { get: () => manifestOf(row as never, hidden, rights) });
  }
  return view;
}

/** Model versions as a caller sees them. Undefined where nothing is hidden, which is nearly always. */
export type VersionView = (<Row extends ModelVersionRow>(row: Row) => Row | null) | undefined;

/** The view of the caller with these rights. */
export function versionView(rights: Rights): VersionView {
  if (rights.hidden.length === 0) return undefined;
  return (row) => (sees(rights, row.ref) ? seenVersion(row, rights) : null);
}

/** @param hidden what it names by id, and the caller may not see: the digest stays */
function manifestOf({ manifest }: ModelVersion, hidden: readonly ('run' | 'loggedModel')[], rights: Rights): object {
  const seen = seenManifest(manifest, rights) as {
    readonly [Part in 'run' | 'loggedModel']?: { digest: string | null };
  };
  const nameless = hidden.map((part) => [part, { id: null, digest: seen[part]?.digest ?? null }]);
  return nameless.length === 0 ? seen : { ...seen, ...Object.fromEntries(nameless) };
}
