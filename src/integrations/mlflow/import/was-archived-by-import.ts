import type { ImportContext } from './import-context.js';

/** Why an import archives what it archives. */
export const DELETED = 'deleted in MLflow';

const LAST = `query ($subject: String!, $type: LedgerEventType!) { ledger(subject: $subject, type: $type, first: 1) { nodes { payload } } }`;

/** Whether it was an import that archived a thing, and nobody here: what MLflow has restored is restored only then. */
export async function wasArchivedByImport(
  subject: string,
  type: 'ExperimentArchived' | 'RunArchived' | 'LoggedModelArchived',
  { client }: Pick<ImportContext, 'client'>,
): Promise<boolean> {
  const { ledger } = await client.query<{ ledger: { nodes: readonly { payload: { reason?: unknown } }[] } }>(LAST, {
    subject,
    type,
  });
  return ledger.nodes[0]?.payload.reason === DELETED;
}
