import { canonicalJson } from './canonical-json';
import type { ChainQuery } from './chain.document';
import type { CheckpointQuery } from './checkpoint.document';

/** An event of the ledger, as the API answers it. */
export type Entry = ChainQuery['ledger']['nodes'][number];

/** Where every ledger ends, in one hash: what a walk has to lead to. */
export type Checkpoint = CheckpointQuery['ledgerCheckpoint'];

/** What came of recomputing the chain. */
export interface Verification {
  /** Events whose hash was recomputed and is theirs. */
  readonly verified: number;
  /** Events whose content is withheld from whoever looks: their place in the chain was verified, not their hash. */
  readonly withheld: number;
  /** What is wrong, a sentence an event. */
  readonly faults: readonly string[];
}

/** Recomputes SHA-256 hashes. */
export type Sha256 = (text: string) => Promise<string>;

/** By the browser itself; it has none on a page that came over plain HTTP from elsewhere. */
export const browserSha256: Sha256 | undefined =
  globalThis.crypto?.subtle === undefined
    ? undefined
    : async (text) => {
        const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
        return `sha256:${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
      };

/** The text that the hash of an event is over: docs/verify.md. */
export function hashedText(entry: Entry): string {
  const { position, id, typeName: type, subject, actor, createdAt: at, payload, rows, previousHash } = entry;
  return canonicalJson({
    position,
    id,
    type,
    subject,
    actor,
    at,
    payload,
    ...(rows !== null && { rows }),
    previousHash,
  });
}

/**
 * The chains of the ledgers, walked from their newest events to their first. They must go through the events that a
 * checkpoint ends with, and the checkpoint's root hash must be over those: so who has that hash from elsewhere knows of
 * every event that was not withheld, and need not believe the server.
 */
export class ChainWalk {
  #verified = 0;
  #withheld = 0;
  readonly #faults: string[] = [];
  /** Of each ledger the event that was walked last: the one before it must have the hash that it names. */
  readonly #later = new Map<string, Entry>();
  /** The ends that the checkpoint names and that were not walked through yet. */
  readonly #ends: Map<string, Checkpoint['heads'][number]>;

  constructor(
    readonly sha256: Sha256,
    readonly checkpoint: Checkpoint,
  ) {
    const begun = checkpoint.heads.filter(({ position }) => position > 0);
    this.#ends = new Map(begun.map((head) => [head.subgraph, head]));
  }

  /** Walks on over the entries of a page. */
  async walk(entries: readonly Entry[]): Promise<Verification> {
    for (const entry of entries) await this.#step(entry);
    return this.#found();
  }

  /** Says that there are no more: each ledger must have been walked from its end to its first event. */
  async end(): Promise<Verification> {
    await this.#judgeCheckpoint();
    for (const { subgraph, position } of this.#ends.values())
      this.#faults.push(`The checkpoint ends with event ${position} of ${subgraph}, of which no event came.`);
    for (const entry of this.#later.values())
      if (entry.position !== 1 || entry.previousHash !== null)
        this.#faults.push(`${nameOf(entry)} is the first that there is: what stood before it is missing.`);
    return this.#found();
  }

  async #step(entry: Entry): Promise<void> {
    const name = nameOf(entry);
    const later = this.#later.get(entry.subgraph);
    this.#later.set(entry.subgraph, entry);
    if (later !== undefined && later.position !== entry.position + 1)
      this.#faults.push(`${name} is followed by event ${later.position}: what stood between them is missing.`);
    else if (later !== undefined && later.previousHash !== entry.hash)
      this.#faults.push(`${name} is not the one that the next event continues: that names another hash.`);
    this.#judgeEnd(entry);
    if (entry.redacted) this.#withheld += 1;
    else if ((await this.sha256(hashedText(entry))) === entry.hash) this.#verified += 1;
    else this.#faults.push(`${name} was changed: its content does not have its hash.`);
  }

  /** The events above an end were written since; the first one that is not has to be that end. */
  #judgeEnd(entry: Entry): void {
    const end = this.#ends.get(entry.subgraph);
    if (end === undefined || entry.position > end.position) return;
    this.#ends.delete(entry.subgraph);
    if (entry.position < end.position)
      this.#faults.push(
        `${nameOf(entry)} is not the end, which is event ${end.position}: what stood behind it is missing.`,
      );
    else if (entry.hash !== end.hash)
      this.#faults.push(`${nameOf(entry)} is not the one that the checkpoint ends with: that names another hash.`);
  }

  async #judgeCheckpoint(): Promise<void> {
    const { heads, size, rootHash } = this.checkpoint;
    const sorted = heads
      .map(({ subgraph, position, hash }) => ({ subgraph, position, hash }))
      .sort((one, other) => (one.subgraph < other.subgraph ? -1 : 1));
    if ((await this.sha256(canonicalJson(sorted))) !== rootHash)
      this.#faults.push('The root hash is not over the ends of the ledgers.');
    if (sorted.reduce((sum, { position }) => sum + position, 0) !== size)
      this.#faults.push(`The checkpoint is of ${size} events, which is not where its ledgers end.`);
  }

  #found(): Verification {
    return { verified: this.#verified, withheld: this.#withheld, faults: [...this.#faults] };
  }
}

function nameOf({ position, subgraph, typeName, subject }: Entry): string {
  return `Event ${position} of ${subgraph} (${typeName} ${subject})`;
}
