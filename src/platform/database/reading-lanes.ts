import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { CancellableClient } from './cancellable-client.js';
import type { DataRow } from './data-row.js';
import type { TextQuery } from './text-query.js';

/** Connections at most; what finds all of them busy takes one of the pool. */
const MOST = 4;
/** Statements at most that wait for their answers on one connection. */
const TOGETHER = 8;
/** Milliseconds that a statement may have run for others to be sent behind it. */
const BRISK = 5;
/** In place of a time: what is gathered until the turn ends has not been sent. */
const NOT_SENT = Number.POSITIVE_INFINITY;

/** Runs short reads outside of transactions. */
export interface ReadingLanes {
  read(query: TextQuery): Promise<DataRow[]>;
  close(): Promise<void>;
}

/** A connection that many requests read on. */
interface Lane {
  readonly client: CancellableClient;
  readonly connected: Promise<unknown>;
  isConnected: boolean;
  /** Statements without their answer. */
  waiting: number;
  /** When PostgreSQL began with the first of them; with one that waits for the connection, when it came. */
  since: number;
}

const lanes = new WeakMap<Pool, ReadingLanes>();

/** Those of a database; made with the first read. */
export function readingLanes(source: DataSource): ReadingLanes {
  const { master: pool } = source.driver as unknown as { readonly master: Pool };
  const known = lanes.get(pool);
  if (known !== undefined) return known;
  const made = openLanes(pool);
  lanes.set(pool, made);
  return made;
}

/**
 * Statements of different requests that are ready at the same moment go to one connection, one behind the other, without
 * waiting for answers: one write for many of them, one backend that stays awake, and its answers arrive together. A
 * connection of its own for each costs a third more in PostgreSQL, most of it waking up.
 *
 * Nobody waits long for another: behind a statement that takes its time no other is sent.
 */
function openLanes(pool: Pool): ReadingLanes {
  let open: Lane[] = [];

  function openLane(): Lane {
    const client = new CancellableClient(pool.options);
    client.gather = (flush) =>
      setImmediate(() => {
        if (lane.since === NOT_SENT) lane.since = performance.now();
        flush();
      });
    const lane: Lane = { client, connected: client.connect(), isConnected: false, waiting: 0, since: 0 };
    const drop = () => (open = open.filter((other) => other !== lane));
    lane.connected.then(() => (lane.isConnected = true), drop);
    client.on('error', drop);
    client.on('end', drop);
    open.push(lane);
    return lane;
  }

  async function readOn(lane: Lane, query: TextQuery): Promise<DataRow[]> {
    if (lane.waiting++ === 0) lane.since = lane.isConnected ? NOT_SENT : performance.now();
    try {
      if (!lane.isConnected) await lane.connected;
      return await lane.client.read(query);
    } finally {
      lane.waiting--;
      lane.since = performance.now();
    }
  }

  return {
    read(query) {
      const now = performance.now();
      const isFree = ({ waiting, since }: Lane) => waiting === 0 || (waiting < TOGETHER && now - since < BRISK);
      const lane = open.find(isFree) ?? (open.length < MOST ? openLane() : undefined);
      return lane === undefined ? readOnPooled(pool, query) : readOn(lane, query);
    },
    async close() {
      await Promise.all(open.map(({ client, connected }) => connected.then(() => client.end()).catch(() => {})));
    },
  };
}

async function readOnPooled(pool: Pool, query: TextQuery): Promise<DataRow[]> {
  const client = (await pool.connect()) as PoolClient & CancellableClient;
  try {
    return await client.read(query);
  } finally {
    client.release();
  }
}
