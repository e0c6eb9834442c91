import type { CandidateRow } from './candidate-rules.js';
import { type SameAsCandidate, SameAsField, type SameAsReason } from './same-as.type.js';
import { SourceSubjectKind } from './source-subject-kind.js';

/** A candidate, and the thing that it is one for. */
export interface CandidateOf extends SameAsCandidate {
  readonly of: string;
}

const STRENGTH = Object.values(SameAsField);

/** What has something in common with things: each once for a thing, with all its reasons, the strongest first. */
export function sameAs(rows: readonly CandidateRow[]): CandidateOf[] {
  const found = new Map<string, { readonly row: CandidateRow; readonly reasons: Map<string, SameAsReason> }>();
  for (const row of rows) {
    const key = `${row.of} ${row.subject_id}`;
    const one = found.get(key) ?? { row, reasons: new Map() };
    for (const { field, value } of row.reasons)
      one.reasons.set(`${field} ${value}`, { field: SameAsField[field], value });
    found.set(key, one);
  }
  const candidates = [...found.values()].map(({ row, reasons }): CandidateOf => {
    const sorted = [...reasons.values()].sort(byStrength);
    return {
      ...{ of: row.of, subjectKind: row.subject_kind, subjectId: row.subject_id, subject: row.subject },
      isSame: sorted.some(({ field }) => provesSame(field, row.subject_kind)),
      reasons: sorted,
    };
  });
  return candidates.sort(
    (a, b) =>
      Number(b.isSame) - Number(a.isSame) ||
      byStrength(a.reasons[0]!, b.reasons[0]!) ||
      (a.subject < b.subject ? -1 : 1),
  );
}

/** The same bytes, or a path of a commit, are one version; but a script runs many times, and may make the same twice. */
function provesSame(field: SameAsField, kind: SourceSubjectKind): boolean {
  if (field === SameAsField.GLOBAL_ID) return true;
  return kind !== SourceSubjectKind.RUN && (field === SameAsField.DIGEST || field === SameAsField.CODE);
}

function byStrength(a: SameAsReason, b: SameAsReason): number {
  return STRENGTH.indexOf(a.field) - STRENGTH.indexOf(b.field) || (a.value < b.value ? -1 : Number(a.value > b.value));
}
