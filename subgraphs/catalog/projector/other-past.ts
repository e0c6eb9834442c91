import type { LedgerServer } from '#platform/ledger/ledger-server.js';
import type { LedgerHead } from '../projection/ledger-head.entity.js';
import { OtherHistory } from '../projection/other-history.js';

/** How the sentence of an `OtherHistory` ends where the database explains it. */
export const ANEW =
  ', and the database that keeps it went back or is another (a failover, a restore): once the chains of all ledgers are verified, the catalog reads them anew';

/** Another server, timeline, database or table than the one that kept the ledger when it was read. */
export function isOther({ server: before = null }: LedgerHead, now: LedgerServer | undefined): boolean {
  return before !== null && now?.id != null && now.id !== before;
}

/** A folder that was put back has the same server and timeline, and a shorter log. */
export function hasGoneBack(written: number | null, now: LedgerServer | undefined): boolean {
  return written !== null && now?.written != null && now.written < written;
}

/** What is noted beside the head of a ledger. */
export function problemOf(error: Error): string {
  const what = error instanceof OtherHistory ? 'does not continue' : 'cannot be read on';
  return `The ledger ${what}: ${error.message.replace(/\.$/, '')}.`;
}
