import pg, { type QueryConfig } from 'pg';

/** A row as PostgreSQL tells it: the text of each column, null for NULL. */
export type TextRow = readonly (string | null)[];

/**
 * A statement whose rows nobody parses before somebody looks at them. The driver would learn the type of each column
 * and call a parser for each value, for most of which nobody asks.
 */
export class TextQuery extends pg.Query {
  /** What it brought; rejects with the driver's error. */
  readonly answer: Promise<TextRow[]>;
  readonly #rows: TextRow[] = [];
  /** Called by the driver when it is done. */
  declare protected callback: (error?: Error | null) => void;

  constructor(config: QueryConfig) {
    super(config);
    this.answer = new Promise((resolve, reject) => {
      this.callback = (error) => (error == null ? resolve(this.#rows) : reject(error));
    });
  }

  /** Called by the driver, for the types of columns. */
  handleRowDescription(): void {}

  /** Called by the driver. */
  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.#rows.push(fields);
  }
}
