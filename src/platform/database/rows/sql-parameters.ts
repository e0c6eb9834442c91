/** The values of a statement: what a client typed gets into SQL here and nowhere else. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** The placeholder that stands for the value: `$3`. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
