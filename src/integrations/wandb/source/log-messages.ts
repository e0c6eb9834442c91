import type { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { Message, UnreadableMessage } from '../log/message.js';
import { NoLog, readRecords } from '../log/read-records.js';

/** The records of a log that are messages; the others are reported. What grows while it is read is read as far as it was. */
export async function* messagesOf(
  log: string,
  tree: ForeignTree,
  onRemark: (reason: string) => void,
): AsyncGenerator<Message> {
  try {
    const { handle, size } = await tree.open(log);
    await using _ = handle;
    if (size === 0) return onRemark('is empty: the run was killed before it wrote anything');
    const content = handle.createReadStream({ autoClose: false, end: size - 1 });
    for await (const bytes of readRecords(content, onRemark)) {
      const message = messageOf(bytes, onRemark);
      if (message !== null) yield message;
    }
  } catch (error) {
    onRemark(error instanceof NoLog ? error.message : asUnreadableFile(log, error).message);
  }
}

function messageOf(bytes: Uint8Array, onRemark: (reason: string) => void): Message | null {
  try {
    return new Message(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    onRemark(`has a record that ${error.message}`);
    return null;
  }
}
