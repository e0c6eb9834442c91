import type { LineageKind } from '#values/lineage-kind.js';
import { LoggedModelStatus } from '#values/logged-model-status.js';
import { INITIAL_STATUS } from '#values/model-version-status.js';
import { INITIAL_RUN_STATUS } from '#values/run-status.js';

/** The status of a node that has not changed it, by kind; other kinds have none. */
export const FIRST_STATUS: Readonly<Partial<Record<LineageKind, string>>> = {
  MODEL_VERSION: INITIAL_STATUS,
  RUN: INITIAL_RUN_STATUS,
  LOGGED_MODEL: LoggedModelStatus.PENDING,
};

/** Kinds that people know by a name that is not in their ref. */
export const NAMED_BESIDE: ReadonlySet<LineageKind> = new Set(['RUN', 'LOGGED_MODEL']);

/** Kinds that run, or of which a deployment does. */
export const CAN_RUN: ReadonlySet<LineageKind> = new Set(['DEPLOYMENT', 'MODEL_VERSION']);

/**
 * What the versions of one thing have in common: its name, of a column with that of its dataset. That of a run is its
 * experiment's, that of a deployment its target.
 */
export function groupOf(ref: string): string {
  const { name, column } = partsOf(ref);
  return column === null ? name : `${name}#${column}`;
}

/** The SQL of the same, of an expression that is a ref. */
export function groupSql(ref: string): string {
  return `(split_part(${ref}, '@', 1) || CASE WHEN strpos(${ref}, '#') > 0 THEN substr(${ref}, strpos(${ref}, '#')) ELSE '' END)`;
}

/** Words for people: the name and the version, of a column its own name and those; of a deployment its target. */
export function labelOf(kind: LineageKind, ref: string): string {
  const { name, version, column } = partsOf(ref);
  if (kind === 'DEPLOYMENT') return name;
  const named = version === '' ? name : `${name} ${version}`;
  return column === null ? named : `${column} (${named})`;
}

/** A name and a version have no `@` and no `#`; a column may have both. */
function partsOf(ref: string): { readonly name: string; readonly version: string; readonly column: string | null } {
  const end = ref.indexOf('#');
  const [name = '', version = ''] = (end < 0 ? ref : ref.slice(0, end)).split('@');
  return { name, version, column: end < 0 ? null : ref.slice(end + 1) };
}
