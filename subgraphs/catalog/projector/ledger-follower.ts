import { setTimeout as pause } from 'node:timers/promises';
import { SYSTEM } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { SubgraphServices } from '#platform/federation/subgraph-definition.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import type { LedgerServer } from '#platform/ledger/ledger-server.js';
import type { LedgerHead } from '../projection/ledger-head.entity.js';
import { behindHead, LedgerFault, OtherHistory } from '../projection/other-history.js';
import { ProjectionRepository } from '../projection/projection.repository.js';
import { type LedgerPart, readLedger } from '../projection/read-ledger.js';
import { unknownEventsOf } from '../unknown-event/unknown-events-of.js';
import type { LedgerWakeup } from './ledger-wakeup.js';
import { ANEW, hasGoneBack, isOther, problemOf } from './other-past.js';
import { projectEvents } from './project-events.js';
import { readLedgerServer } from './read-ledger-server.js';
import { renewCatalog } from './renew-catalog.js';

/** Events of one batch, and so of one transaction. */
const BATCH = 200;
/** Milliseconds until a ledger that failed is tried again. */
const RETRY = 1_000;
/** The same where it was found to be broken by reading all of it. */
const RETRY_BROKEN = 30_000;

/** What a follower needs beside the name of its ledger. */
export interface FollowerOptions extends Pick<SubgraphServices, 'database' | 'ports' | 'logger'> {
  readonly wakeup: LedgerWakeup;
  /** Milliseconds between two looks at a ledger that has nothing new. */
  readonly idle: number;
  /** Ends the following. */
  readonly signal: AbortSignal;
}

/** Follows one ledger until it is stopped. What goes wrong is logged once, reported by readiness, and tried again. */
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
  /** Who kept the ledger at the last look. */
  private server: LedgerServer | undefined;
  /** How far the log of its server was written when the ledger was last found to go on; null where the server does not say. */
  private written: number | null = null;
  /** Whether the database went back behind what was read of it, until the ledger is read anew. */
  private hasOtherPast = false;

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
    const { wakeup, idle, signal } = this.options;
    while (!signal.aborted) {
      const signals = wakeup.listen();
      try {
        const level = await this.step();
        this.recovered();
        if (level) await wakeup.wait(signals, idle, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.failed(error as Error);
        await this.tellFault(error).catch(() => {}); // it is tried again
        await pause(this.hasOtherPast && error instanceof OtherHistory ? RETRY_BROKEN : RETRY, undefined, {
          signal,
        }).catch(() => {});
      }
    }
  }

  /**
   * Reads and projects one batch; true where nothing more is waiting. Each reading begins with the event known last: a
   * ledger that was restored, or lost its end, is found at the next look. Who keeps the ledger is what was told before the
   * reading began, so that no events of one server are taken for those of another.
   */
  private async step(): Promise<boolean> {
    const { database, ports, signal } = this.options;
    const head = await this.projection.headOf(this.subgraph);
    this.server ??= await unlessAborted(readLedgerServer(ports, this.subgraph), signal);
    const server = this.server;
    const part = await this.read(Math.max(head.position - 1, 0), BATCH + 1);
    this.server = part.server;
    const more = await this.continued(head, part);
    if (more === null) return false;
    const events = more.slice(0, BATCH);
    const { position, hash } = events.at(-1) ?? head;
    const now = { subgraph: this.subgraph, position, hash, server: server?.id ?? head.server ?? null };
    if (events.length > 0) {
      this.behindSince ??= Date.now();
      const projected = await projectEvents(headOf(head, { server: now.server }), events, database);
      if (projected) this.tellUnknown(events);
      if (!projected || events.length === BATCH) return false;
    }
    const stored = events.length > 0 || position === 0 ? now.server : head.server;
    if (head.problem != null || stored !== now.server) await this.note(now);
    this.behindSince = null;
    return true;
  }

  private async read(after: number, first: number): Promise<LedgerPart> {
    const { ports, signal } = this.options;
    const part = await unlessAborted(readLedger(ports, { subgraph: this.subgraph, after, first }), signal);
    this.reached = true;
    return part;
  }

  /**
   * What the ledger holds behind the head; null where the catalog was emptied, to be read anew.
   * @throws {OtherHistory} where the ledger does not continue and is kept by whom it was: somebody changed it.
   */
  private async continued(head: LedgerHead, { events, server }: LedgerPart): Promise<LedgerEvent[] | null> {
    try {
      const more = behindHead(head, events);
      this.hasOtherPast = false;
      this.written = server?.written ?? this.written;
      return more;
    } catch (error) {
      if (server?.isStandby) {
        const waits = 'the database that keeps it follows another, and may not have everything yet';
        throw new PedigraphError('UNAVAILABLE', waits);
      }
      this.hasOtherPast ||= isOther(head, server) || hasGoneBack(this.written, server);
      if (!this.hasOtherPast) throw error;
      this.failed(new OtherHistory(head.position, ANEW));
      await this.noteFault(head, this.problem as LedgerFault);
      await renewCatalog(head, this.options);
      return null;
    }
  }

  private async tellFault(error: unknown): Promise<void> {
    if (error instanceof LedgerFault) await this.noteFault(await this.projection.headOf(this.subgraph), error);
  }

  private async noteFault(head: LedgerHead, fault: LedgerFault): Promise<void> {
    const problem = problemOf(fault);
    if (head.problem !== problem) await this.note(headOf(head, { problem }));
  }

  /** Beside the head, for everybody to see. */
  private async note(head: LedgerHead): Promise<void> {
    await this.options.database.transact(SYSTEM, ({ manager }) => new ProjectionRepository(manager).note(head));
  }

  /** They are in the merged ledger, and nothing else is known of them. */
  private tellUnknown(events: readonly LedgerEvent[]): void {
    for (const { type, count, firstPosition, lastPosition } of unknownEventsOf(this.subgraph, events)) {
      this.options.logger.warn(
        { ledger: this.subgraph, type, count, firstPosition, lastPosition },
        'a ledger holds events of a type that this release does not know: rebuild the catalog with a release that does',
      );
    }
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

/** A head with something changed; rows parse their columns when they are looked at, and cannot be spread. */
function headOf({ subgraph, position, hash, server = null }: LedgerHead, change: Partial<LedgerHead>): LedgerHead {
  return { subgraph, position, hash, server, ...change };
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
