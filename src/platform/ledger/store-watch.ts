import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { lacksFeature } from '../database/lacks-feature.js';
import { readTexts } from '../database/rows/read-texts.js';
import { type RevisionSql, SERVER_SQL, SERVER_SQL_WITHOUT_TIMELINE } from './revision.js';
import { type RevisionStatements, revisionStatements } from './revision-statements.js';

/** A subgraph on the store. */
export interface WatchedSubgraph {
  readonly name: string;
  readonly revision: RevisionSql;
  /** Called where the store no longer holds what was seen in it, before any `read` resolves to the new revision. */
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
  /** Where its ledger ended when it was last read; undefined before that, and while it is empty. */
  seen: LedgerEnd | undefined;
}

interface LedgerEnd {
  /** `place/mark` as one text, as the store gives it. */
  readonly revision: string;
  readonly place: string;
  readonly mark: string;
}

/** The revisions of some subgraphs at one moment. */
interface StoreRevisions {
  readonly server: string;
  readonly parts: readonly { readonly part: Part; readonly now: string; readonly hasOtherPast: boolean }[];
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
  /** Undefined where there are more subgraphs since, or another server. */
  let statements: RevisionStatements | undefined;
  let server: string | undefined;
  let last: Reading | undefined;
  /** Of the last reading that was compared with the one before. */
  let compared: Pick<Reading, 'number' | 'begun'> | undefined;

  function begin(): Reading {
    const number = (last?.number ?? 0) + 1;
    const begun = performance.now();
    const done = readRevisions([...parts]).then((revisions) => {
      // On several connections a later reading may be answered sooner, and knows better.
      if (number > (compared?.number ?? 0)) {
        compare(revisions);
        compared = { number, begun };
      }
      return new Map(revisions.parts.map(({ part, now }) => [part.name, `${revisions.server} ${now}`]));
    });
    last = { number, begun, done };
    return last;
  }

  async function readRevisions(wanted: readonly Part[]): Promise<StoreRevisions> {
    try {
      return await readNow(wanted);
    } catch (error) {
      if (serverSql !== SERVER_SQL || !lacksFeature(error)) throw error;
      serverSql = SERVER_SQL_WITHOUT_TIMELINE;
      statements = undefined;
      return readNow(wanted);
    }
  }

  async function readNow(wanted: readonly Part[]): Promise<StoreRevisions> {
    const seen = wanted.map((part) => part.seen);
    const [itsServer, ...revisions] = await readRow(statementsOf(wanted).now, []);
    // A ledger that ends where it did, with a hash that covers all before it, has the past it had.
    const hasGrown = seen.some((end, index) => end !== undefined && end.revision !== revisions[index]);
    if (hasGrown) return readWithMarks(wanted);
    return {
      server: itsServer!,
      parts: wanted.map((part, index) => ({ part, now: revisions[index] ?? '', hasOtherPast: false })),
    };
  }

  async function readWithMarks(wanted: readonly Part[]): Promise<StoreRevisions> {
    const seen = wanted.map((part) => part.seen);
    const places = wanted.flatMap(({ revision: { markAt } }, index) =>
      markAt === undefined ? [] : [seen[index]?.place ?? '0'],
    );
    const [itsServer, ...fields] = await readRow(statementsOf(wanted).withMarks, places);
    let next = 0;
    return {
      server: itsServer!,
      parts: wanted.map((part, index) => {
        const now = fields[next++] ?? '';
        const mark = part.revision.markAt === undefined ? undefined : fields[next++];
        return { part, now, hasOtherPast: seen[index] !== undefined && seen[index].mark !== mark };
      }),
    };
  }

  function statementsOf(wanted: readonly Part[]): RevisionStatements {
    if (wanted.length !== parts.length) return revisionStatements(wanted, serverSql);
    statements ??= revisionStatements(wanted, serverSql);
    return statements;
  }

  async function readRow(text: string, values: readonly string[]): Promise<readonly (string | null)[]> {
    const [row] = await readTexts(manager, text, values);
    return row!.fields;
  }

  function compare(revisions: StoreRevisions): void {
    const isOther = server !== undefined && server !== revisions.server;
    server = revisions.server;
    for (const { part, now, hasOtherPast } of revisions.parts) {
      if (isOther || hasOtherPast) part.onOtherPast();
      if (part.revision.markAt !== undefined && part.seen?.revision !== now) part.seen = endOf(now);
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
    add(subgraph) {
      parts.push({ ...subgraph, seen: undefined });
      statements = undefined;
    },
    read: (name) => together.load(name),
    lookedAfter(moment) {
      if (compared !== undefined && compared.begun > moment) return undefined;
      return last !== undefined && last.begun > moment ? last.done : begin().done;
    },
  };
}

function endOf(revision: string): LedgerEnd | undefined {
  if (revision === '') return undefined;
  const slash = revision.indexOf('/');
  return { revision, place: revision.slice(0, slash), mark: revision.slice(slash + 1) };
}
