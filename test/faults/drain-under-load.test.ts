import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { freshFolder, startCommand } from '../support/running-command.js';

const WRITERS = 12;
const ENOUGH = 3;

/** What became of what the writers sent. */
interface Sent {
  /** The texts that were acknowledged. */
  readonly written: string[];
  /** Why requests got no answer, but those that found nobody listening: these were never sent. */
  readonly lost: string[];
  /** Answers that were no success. */
  readonly refused: string[];
}

/** Writes notes until nobody listens any more, each on connections that are kept. */
async function writeUntilRefused(url: string, writer: number, sent: Sent): Promise<void> {
  for (let number = 0; ; number++) {
    const text = `note ${writer}-${number}`;
    const query = `mutation { addNote(input: { of: "demo/churn", text: "${text}" }) { __typename } }`;
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const body = await response.text();
      if (response.status === 200 && !body.includes('"errors"')) sent.written.push(text);
      else sent.refused.push(body);
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      if (cause?.code === 'ECONNREFUSED') return;
      sent.lost.push(`${text}: ${cause?.code} ${cause ?? error}`);
      await pause(10);
    }
  }
}

test.each([['start'], ['distributed']])(
  '%s that is told to stop under load answers every request that it took, and writes none besides',
  async (command) => {
    const folder = freshFolder();
    // On a busy machine a client comes late to what is open, and no request of it may be lost for that.
    const running = await startCommand([command], folder, { PEDIGRAPH_TIMEOUT_LINGER_MS: '5000' });
    const sent: Sent = { written: [], lost: [], refused: [] };
    const writers = Array.from({ length: WRITERS }, (_, writer) => writeUntilRefused(running.url, writer, sent));
    await expect.poll(() => sent.written.length, { timeout: 60_000 }).toBeGreaterThan(WRITERS * ENOUGH);
    expect(await running.stop()).toBe(0);
    await Promise.all(writers);
    expect([sent.lost, sent.refused]).toEqual([[], []]);

    await using again = await startCommand(['start', '--empty'], folder);
    expect((await notesOf(again.url)).sort()).toEqual([...sent.written].sort());
  },
  180_000,
);

/** Every note that the store holds. */
async function notesOf(url: string): Promise<string[]> {
  const notes: string[] = [];
  const query = `query ($after: String) { model(name: "demo/churn") {
    annotations(first: 100, after: $after) { nodes { value } pageInfo { hasNextPage endCursor } } } }`;
  for (let after: string | null = null, more = true; more; ) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { after } }),
    });
    const { nodes, pageInfo } = ((await response.json()) as Answer).data.model.annotations;
    notes.push(...nodes.map(({ value }) => String(value)));
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  return notes.filter((text) => text.startsWith('note '));
}

interface Answer {
  readonly data: {
    readonly model: {
      readonly annotations: {
        readonly nodes: readonly { readonly value: unknown }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    };
  };
}
