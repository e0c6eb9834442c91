import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import type { PreparedStatement } from '../rows/prepared.js';
import type { DataRow } from './data-row.js';

/** The messages of PostgreSQL's extended query protocol, as the driver sends them; its types declare other forms. */
interface DriversConnection {
  readonly submittedNamedStatements: Record<string, string>;
  parse(message: PreparedStatement): void;
  bind(message: {
    readonly statement: string;
    readonly values: readonly unknown[];
    readonly valueMapper: (value: unknown) => unknown;
  }): void;
  execute(): void;
  sync(): void;
}

/**
 * A statement whose rows nobody parses before somebody looks at them. The driver would ask for the type of each column
 * with each answer, make a text of each value and call a parser for it, and nobody asks for most of them.
 */
export class RawQuery extends pg.Query {
  /** What it brought; rejects with the driver's error. */
  readonly answer: Promise<DataRow[]>;
  readonly #rows: DataRow[] = [];
  declare protected readonly name: string;
  declare protected readonly text: string;
  declare protected readonly values: readonly unknown[];
  /** Whether the connection has prepared it, or is about to. */
  declare protected readonly hasBeenParsed: (connection: DriversConnection) => boolean;
  /** Called by the driver when it is done. */
  declare protected callback: (error?: Error | null) => void;

  constructor({ name, text }: PreparedStatement, values: readonly unknown[]) {
    // Given an object, it would be copied with the descriptions of its properties.
    super(text);
    this.name = name;
    // Before anything is sent: a value that cannot be serialized would leave half a statement on the connection.
    this.values = values.map(prepareValue);
    this.answer = new Promise((resolve, reject) => {
      this.callback = (error) => (error == null ? resolve(this.#rows) : reject(error));
    });
  }

  /** Called by the driver, to send it: as it would itself, but for asking what the columns are. */
  prepare(connection: DriversConnection): void {
    const { name, text, values } = this;
    if (!this.hasBeenParsed(connection)) {
      connection.parse({ name, text });
      connection.submittedNamedStatements[name] = text;
    }
    connection.bind({ statement: name, values, valueMapper: asItIs });
    connection.execute();
    connection.sync();
  }

  /** Called by the driver. */
  handleDataRow(row: DataRow): void {
    this.#rows.push(row);
  }

  /** Called by the driver, with how many rows there were. */
  handleCommandComplete(): void {}
}

function asItIs(value: unknown): unknown {
  return value;
}
