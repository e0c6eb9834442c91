import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { isNotTold } from '../database/is-not-told.js';
import { readTexts } from '../database/rows/read-texts.js';
import { type RevisionSql, SERVER_SQL, SERVER_SQL_WITHOUT_TIMELINE } from './revision.js';

/** A subgraph on the store. */
export interface WatchedSubgraph {
  readonly name: string;
  readonly revision: RevisionSql;
  /** Called where the store no longer holds what was seen in it, before anybody is told the new revision. */
  readonly onOtherPast: () => void;
}

/** Looks at the revision of a store, and notices when its past is another one than before. */
export interface StoreWatch {
  /** Looks after one more subgraph from the next reading on. */
  add(subgraph: WatchedSubgraph): void;
  /** The revision of a subgraph now. What is asked for at the same time is read in one statement, of one moment. */
  read(name: string): Promise<string>;
  /**
   * Resolves once the store was looked at after a moment (of `performance.now()`); undefined where it was already. From
   * there on what is in memory was in the store at that moment or later.
   */
  lookedAfter(moment: number): Promise<unknown> | undefined;
}

interface Part extends WatchedSubgraph {
  /** Where its ledger ended when it was last read. */
  seen: { readonly place: string; readonly mark: string } | undefined;
}

interface Reading {
  readonly number: number;
  /** Every revision, by subgraph; undefined until it is read. */
  readonly done: Promise<ReadonlyMap<string, string>>;
  /** When it was asked for. */
  readonly begun: number;
}

/** The watch over the store behind a manager, for all subgraphs of this process that live there. */
export function createStoreWatch(manager: EntityManager): StoreWatch {
  const parts: Part[] = [];
  let serverSql = SERVER_SQL;
  let server: string | undefined;
  let last: Reading | undefined;
  /** Of the last reading that was compared with the one before. */
  let compared: Pick<Reading, 'number' | 'begun'> | undefined;

  function begin(): Reading {
    const number = (last?.number ?? 0) + 1;
    const begun = performance.now();
    const done = readAll([...parts]).then(({ rows, itsServer }) => {
      // On several connections a later reading may be answered sooner, and knows better.
      if (number > (compared?.number ?? 0)) {
        compare(rows, itsServer);
        compared = { number, begun };
      }
      return new Map(rows.map(({ part, now }) => [part.name, `${itsServer} ${now}`]));
    });
    last = { number, begun, done };
    return last;
  }

  async function readAll(asked: readonly Part[]) {
    const text = () => statementOf(asked, serverSql);
    const places = asked.flatMap(({ revision, seen }) => (revision.markAt === undefined ? [] : [seen?.place ?? '0']));
    const read = async () => (await readTexts(manager, text(), places))[0]!.fields as (string | null)[];
    const fields = await read().catch((error: unknown) => {
      if (serverSql !== SERVER_SQL || !isNotTold(error)) throw error;
      serverSql = SERVER_SQL_WITHOUT_TIMELINE;
      return read();
    });
    let next = 0;
    const itsServer = fields[next++]!;
    const rows = asked.map((part) => {
      const seen = part.seen;
      const now = fields[next++] ?? '';
      return { part, seen, now, mark: part.revision.markAt === undefined ? undefined : fields[next++] };
    });
    return { rows, itsServer };
  }

  function compare(rows: Awaited<ReturnType<typeof readAll>>['rows'], itsServer: string): void {
    const isOther = server !== undefined && server !== itsServer;
    server = itsServer;
    for (const { part, seen, now, mark } of rows) {
      if (isOther || (seen !== undefined && seen.mark !== mark)) part.onOtherPast();
      if (part.revision.markAt !== undefined) part.seen = placeIn(now);
    }
  }

  const together = new DataLoader<string, string>(
    async (names) => {
      const revisions = await begin().done;
      return names.map((name) => revisions.get(name) ?? new Error(`Nobody looks after ${name} here.`));
    },
    { cache: false },
  );

  return {
    add: (subgraph) => void parts.push({ ...subgraph, seen: undefined }),
    read: (name) => together.load(name),
    lookedAfter(moment) {
      if (compared !== undefined && compared.begun > moment) return undefined;
      return last !== undefined && last.begun > moment ? last.done : begin().done;
    },
  };
}

function statementOf(parts: readonly Part[], serverSql: string): string {
  let parameters = 0;
  const columns = parts.flatMap(({ revision: { now, markAt } }) =>
    markAt === undefined ? [now] : [now, markAt(`$${++parameters}::bigint`)],
  );
  return `SELECT ${[serverSql, ...columns].join(',\n')}`;
}

function placeIn(now: string): Part['seen'] {
  if (now === '') return undefined;
  const end = now.indexOf('/');
  return { place: now.slice(0, end), mark: now.slice(end + 1) };
}
