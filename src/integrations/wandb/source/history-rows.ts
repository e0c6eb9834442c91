import path from 'node:path';
import type { SourceObserver } from '#integrations/importing/problem.js';
import { boundedLines } from '#integrations/reading/bounded-lines.js';
import type { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { type HistoryRow, rowOfLine, rowOfRecord } from './history.js';
import { messagesOf } from './log-messages.js';
import { RECORD } from './record-kinds.js';

/** The longest line of a history that is read. */
const MOST_LINE = 32 * 1024 * 1024;

/** The history in a log; what of it is broken was reported when the log was read. */
export async function* rowsOfLog(log: string, tree: ForeignTree): AsyncGenerator<HistoryRow> {
  for await (const record of messagesOf(log, tree, () => {})) {
    const history = record.message(RECORD.history);
    if (history !== null) yield rowOfRecord(history, () => {});
  }
}

/** The history that W&B before 0.10 wrote, a row a line; what of it is broken is reported. */
export async function* rowsOfLines(
  file: string,
  tree: ForeignTree,
  onRemark: SourceObserver['onRemark'],
): AsyncGenerator<HistoryRow> {
  const place = path.relative(tree.root, file);
  let number = 0;
  try {
    const { handle, size } = await tree.open(file);
    await using _ = handle;
    if (size === 0) return;
    for await (const line of boundedLines(handle.createReadStream({ autoClose: false, end: size - 1 }), MOST_LINE)) {
      number++;
      if (line?.trim() === '') continue;
      try {
        if (line === null) throw new UnreadableValue(`has more than ${MOST_LINE} characters`);
        yield rowOfLine(line, number - 1);
      } catch (error) {
        if (!(error instanceof UnreadableValue)) throw error;
        onRemark(place, `line ${number} ${error.message}`);
      }
    }
  } catch (error) {
    const unreadable = asUnreadableFile(file, error);
    if (unreadable.obstacle !== 'missing') onRemark(place, unreadable.message);
  }
}
