import type { LedgerWriter } from '../database/database.js';
import { appendedTo, appendStatement } from './append-events.js';
import { LedgerEvent } from './ledger-event.js';

/** Writes the ledger of a subgraph, which is a table of its schema; for `openDatabase`. */
export const LEDGER_WRITER: LedgerWriter = { entity: LedgerEvent, append: appendStatement, positionIn: appendedTo };
