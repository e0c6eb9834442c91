import { setTimeout as pause } from 'node:timers/promises';
import type { SubgraphServices } from '../../../src/platform/federation/subgraph-definition.js';
import type { LedgerEvent } from '../../../src/platform/ledger/ledger-event.js';
import type { Doorbell } from './doorbell.js';
import { behindHead } from './other-history.js';
import { projectEvents } from './project-events.js';
import { ProjectionRepository } from './projection.repository.js';
import { readLedger } from './read-ledger.js';

/** Events of one batch, and so of one transaction. */
const BATCH = 200;
/** Milliseconds until a ledger that failed is tried again. */
const RETRY = 1_000;

/** What a follower needs beside the name of its ledger. */
export interface FollowerOptions extends Pick<SubgraphServices, 'database' | 'ports' | 'logger'> {
  readonly doorbell: Doorbell;
  /** Milliseconds between two looks at a ledger that has nothing new. */
  readonly idle: number;
  /** Ends the following. */
  readonly signal: AbortSignal;
}

/** Follows one ledger until it is told to stop. What goes wrong is told once, kept for readiness, and tried again. */
export class LedgerFollower {
  /** Whether the subgraph has answered since the start. */
  reached = false;
  /** Since when events wait to be projected, in milliseconds of `Date.now()`; 0 until it was level once, null while it is. */
  behindSince: number | null = 0;
  /** What went wrong last, until it goes well again. */
  problem: Error | null = null;
  /** Why nobody follows the ledger any more; null while somebody does. */
  died: Error | null = null;
  /** Resolves once the follower has stopped. */
  readonly ended: Promise<void>;
  private readonly projection: ProjectionRepository;

  constructor(
    readonly subgraph: string,
    private readonly options: FollowerOptions,
  ) {
    this.projection = new ProjectionRepository(options.database.manager);
    this.ended = this.follow().catch((error: Error) => {
      this.died = error;
    });
  }

  private async follow(): Promise<void> {
    const { doorbell, idle, signal } = this.options;
    while (!signal.aborted) {
      const rings = doorbell.listen();
      try {
        const level = await this.step();
        this.recovered();
        if (level) await doorbell.wait(rings, idle, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.failed(error as Error);
        await pause(RETRY, undefined, { signal }).catch(() => {});
      }
    }
  }

  /**
   * Reads and projects one batch; true where nothing more is waiting. Each reading begins with the event known last: a
   * ledger that was restored, or lost its end, is found at the next look.
   */
  private async step(): Promise<boolean> {
    const { database } = this.options;
    const head = await this.projection.headOf(this.subgraph);
    const events = behindHead(head, await this.read(Math.max(head.position - 1, 0), BATCH + 1)).slice(0, BATCH);
    if (events.length > 0) {
      this.behindSince ??= Date.now();
      const projected = await projectEvents(head, events, database);
      if (!projected || events.length === BATCH) return false;
    }
    this.behindSince = null;
    return true;
  }

  private async read(after: number, first: number): Promise<LedgerEvent[]> {
    const { ports, signal } = this.options;
    const events = await unlessAborted(readLedger(ports, { subgraph: this.subgraph, after, first }), signal);
    this.reached = true;
    return events;
  }

  private failed(error: Error): void {
    if (this.problem?.message !== error.message) {
      this.options.logger.warn({ err: error, ledger: this.subgraph }, 'a ledger cannot be followed; trying again');
    }
    this.problem = error;
  }

  private recovered(): void {
    if (this.problem !== null) this.options.logger.info({ ledger: this.subgraph }, 'a ledger is followed again');
    this.problem = null;
  }
}

/** A question cannot be taken back, but nobody has to wait for its answer. */
function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
  });
}
