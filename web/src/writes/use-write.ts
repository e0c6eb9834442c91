import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ask } from '../api/ask';
import type { Document } from '../api/document';
import { askAnew } from '../api/refresh';
import { isUnknown, type LedgerPositions, write } from '../api/write';
import { CaughtUpDocument } from './caught-up.document';

/**
 * A write of a dialog. It has an idempotency key, which stays while it is not known what became of it, so that a press
 * on the button again does it once. Afterwards what is shown is read anew, as soon as the catalog has read the write.
 */
export function useWrite<Result, Variables>(document: Document<Result, Variables>) {
  const client = useQueryClient();
  const sent = useRef<{ readonly variables: string; readonly key: string } | undefined>(undefined);
  return useMutation<Result, Error, Variables>({
    mutationFn: async (given) => {
      const variables = JSON.stringify(given);
      if (sent.current?.variables !== variables) sent.current = { variables, key: randomKey() };
      const written = await write(document, given, sent.current.key);
      await untilRead(written.positions);
      await askAnew(client);
      return written.data;
    },
    // What it brought, such as a new key, is forgotten with the dialog.
    gcTime: 0,
    onError: (error) => {
      // What was refused is judged anew by the next press.
      if (!isUnknown(error)) sent.current = undefined;
    },
  });
}

/** Waits until lineage, search and the ledger have what was written; where they take long, they are read as they are. */
async function untilRead(atLeast: LedgerPositions): Promise<void> {
  if (Object.keys(atLeast).length === 0) return;
  await ask(CaughtUpDocument, { atLeast }).catch(() => {});
}

/** 128 bits by chance. `randomUUID` is not there on a page that came over plain HTTP. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
