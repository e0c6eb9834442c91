import { canonicalJson } from './canonical-json';
import type { LedgerQuery } from './ledger.document';

/** An event of the ledger, as the API answers it. */
export type Entry = LedgerQuery['ledger']['nodes'][number];

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

/** The chains of the ledgers, walked from their newest events to their first. */
export class ChainWalk {
  #verified = 0;
  #withheld = 0;
  readonly #faults: string[] = [];
  /** Of each ledger the event that was walked last: the one before it must have the hash that it names. */
  readonly #later = new Map<string, Entry>();

  constructor(readonly sha256: Sha256) {}

  /** Walks on over the entries of a page. */
  async walk(entries: readonly Entry[]): Promise<Verification> {
    for (const entry of entries) await this.#step(entry);
    return this.#found();
  }

  /** Says that there are no more: each ledger must have been walked to its first event. */
  end(): Verification {
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
    if (entry.redacted) this.#withheld += 1;
    else if ((await this.sha256(hashedText(entry))) === entry.hash) this.#verified += 1;
    else this.#faults.push(`${name} was changed: its content does not have its hash.`);
  }

  #found(): Verification {
    return { verified: this.#verified, withheld: this.#withheld, faults: [...this.#faults] };
  }
}

function nameOf({ position, subgraph, typeName, subject }: Entry): string {
  return `Event ${position} of ${subgraph} (${typeName} ${subject})`;
}
