import type { PreparedStatement } from '../rows/prepared.js';
import { RawRowClient } from './raw-row-client.js';
import { connectionSettings, type SessionSettings } from './session-settings.js';
import type { TextRow } from './text-row.js';

/** Statements at most that wait for their answers on one connection. */
const TOGETHER = 32;
/**
 * The time of statements that are not in flight: they are gathered until the turn of the event loop ends, or their
 * connection is still being made. Further statements join them, since another connection would not answer sooner.
 */
const NOT_SENT = Number.POSITIVE_INFINITY;

/** Runs short reads outside of transactions. */
export interface ReadingLanes {
  /** Undefined where every connection is busy with what takes its time: then it is not read here. */
  read(statement: PreparedStatement, values: readonly unknown[]): Promise<TextRow[]> | undefined;
  /** Ends within the time of a statement. */
  close(): Promise<void>;
}

/** The server that the connections read from. */
export interface ReadingLanesOptions extends Pick<SessionSettings, 'timeouts'> {
  readonly url: string;
  /** Connections at most. @default 4 */
  readonly connections?: number | undefined;
  /** Milliseconds that a statement may have run for others to be sent behind it. @default 5 */
  readonly busyAfter?: number | undefined;
}

/** A connection that many requests read on. */
interface Lane {
  readonly client: RawRowClient;
  readonly connected: Promise<unknown>;
  isConnected: boolean;
  /** Statements without their answer. */
  waiting: number;
  /** When PostgreSQL began with the first of them. */
  since: number;
}

/**
 * Statements of different requests that are ready at the same moment are pipelined on one connection, one behind the
 * other without waiting for answers: one write for many of them, one backend that stays awake, and its answers arrive
 * together. A connection of its own for each costs a third more in PostgreSQL, most of it waking up.
 *
 * No statement waits long for another: behind one that runs for longer than `busyAfter` milliseconds no other is sent.
 *
 * They belong to no subgraph, so statements name their tables with the schema: any number of subgraphs may read here.
 * Connections are made when they are needed.
 */
export function openReadingLanes({ url, timeouts, connections = 4, busyAfter = 5 }: ReadingLanesOptions): ReadingLanes {
  const connection = {
    connectionString: url,
    application_name: 'pedigraph-reads',
    ...connectionSettings({ searchPath: '', timeouts }),
  };
  let open: Lane[] = [];

  function openLane(): Lane {
    const client = new RawRowClient(connection);
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

  async function readOn(lane: Lane, statement: PreparedStatement, values: readonly unknown[]): Promise<TextRow[]> {
    if (lane.waiting++ === 0) lane.since = NOT_SENT;
    try {
      if (!lane.isConnected) await lane.connected;
      return await lane.client.read(statement, values);
    } finally {
      lane.waiting--;
      lane.since = performance.now();
    }
  }

  return {
    read(statement, values) {
      const now = performance.now();
      const isFree = ({ client, waiting, since }: Lane) =>
        client.isUsable && (waiting === 0 || (waiting < TOGETHER && now - since < busyAfter));
      const lane = open.find(isFree) ?? (open.length < connections ? openLane() : undefined);
      return lane && readOn(lane, statement, values);
    },
    async close() {
      await Promise.all(open.map(({ client, connected }) => connected.then(() => client.end()).catch(() => {})));
    },
  };
}
