import { question } from '../api/query';
import { type Given, textIn } from '../search-params';
import { LedgerDocument, type LedgerEventType } from './ledger.document';

/** The address of the ledger. */
export interface LedgerSearch {
  readonly subject?: string | undefined;
  readonly type?: LedgerEventType | undefined;
  readonly after?: string | undefined;
}

/** Reads it; a type that there is not is refused by the API. */
export function readLedgerSearch(given: Given): LedgerSearch {
  return {
    subject: textIn(given, 'subject'),
    type: textIn(given, 'type') as LedgerEventType | undefined,
    after: textIn(given, 'after'),
  };
}

/** What the ledger asks. */
export function ledgerQuestion({ subject, type, after }: LedgerSearch) {
  return question(LedgerDocument, { first: 50, subject, type, after });
}
