import path from 'node:path';
import { type Message, UnreadableMessage } from '../log/message.js';
import { momentIn } from '../log/record-values.js';
import { type HistoryRow, rowOfRecord } from './history.js';
import { messagesOf } from './log-messages.js';
import { NOT_TAKEN, OF_A_RECORD, OF_THE_LOG, RECORD, TIMED, TIMESTAMP } from './record-kinds.js';
import type { RunFacts } from './run-facts.js';
import type { RunReading } from './run-reading.js';
import type { Unread } from './unread.js';

/** Takes what a log says of its run, record by record; one that is broken is reported. */
export async function readLog(
  log: string,
  facts: RunFacts,
  takeRow: (row: HistoryRow) => void,
  { tree, observer, unread }: RunReading,
): Promise<void> {
  const onRemark = (reason: string) => observer.onRemark(path.relative(tree.root, log), reason);
  for await (const record of messagesOf(log, tree, onRemark)) {
    try {
      take(record, facts, takeRow, {
        unread,
        onUnreadable: (key, reason) => onRemark(`has a value of ${key} that ${reason}`),
      });
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      onRemark(`has a record that ${error.message}`);
    }
  }
}

function take(
  record: Message,
  facts: RunFacts,
  takeRow: (row: HistoryRow) => void,
  { unread, onUnreadable }: { readonly unread: Unread; readonly onUnreadable: (key: string, reason: string) => void },
): void {
  for (const kind of record.fields) {
    if (OF_A_RECORD.has(kind) || OF_THE_LOG.has(kind)) continue;
    const message = record.message(kind);
    if (message === null) continue;
    if (kind === RECORD.run) facts.takeRun(message);
    else if (kind === RECORD.config) facts.takeConfig(message);
    else if (kind === RECORD.summary) facts.takeSummary(message);
    else if (kind === RECORD.history) takeRow(rowOfRecord(message, onUnreadable));
    else if (kind === RECORD.exit) facts.takeExit(message);
    else if (kind === RECORD.environment) facts.takeEnvironment(message);
    else if (kind === RECORD.artifact) facts.takeArtifact(message);
    else if (kind === RECORD.use) facts.takeUse(message);
    else unread.add(NOT_TAKEN.get(kind) ?? `records of a kind that is not known here (${kind})`);
    if (Object.values<number>(TIMED).includes(kind)) facts.seenAt(momentIn(message, TIMESTAMP));
  }
}
