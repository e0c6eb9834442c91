/** A row as PostgreSQL sends it: the text of each column, null for NULL. */
export interface TextRow {
  /** How many columns it has. */
  readonly length: number;
  /** The text of a column, null for NULL. */
  text(index: number): string | null;
  isNull(index: number): boolean;
  /** The row of the columns from one on. */
  from(index: number): TextRow;
  /** The texts of all columns. */
  readonly fields: readonly (string | null)[];
}

/** A row whose columns the driver has made texts of already. */
export class ListedRow implements TextRow {
  constructor(readonly fields: readonly (string | null)[]) {}

  get length(): number {
    return this.fields.length;
  }

  text(index: number): string | null {
    const text = this.fields[index];
    if (text === undefined) throw new RangeError(`a row of ${this.length} columns has none at ${index}`);
    return text;
  }

  isNull(index: number): boolean {
    return this.text(index) === null;
  }

  from(index: number): ListedRow {
    return new ListedRow(this.fields.slice(index));
  }
}
