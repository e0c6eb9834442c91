/** A column of a dataset version, as a ref names it. */
export interface ColumnRef {
  /** What is before the `#`: the ref of the dataset version. */
  readonly dataset: string;
  readonly name: string;
}

/** The parts of a ref such as `fraud/transactions@1.1.0#amount`; null for any other. */
export function parseColumnRef(ref: string): ColumnRef | null {
  // A name and a version never have a #, but a column may.
  const end = ref.indexOf('#');
  if (end < 1 || end === ref.length - 1) return null;
  return { dataset: ref.slice(0, end), name: ref.slice(end + 1) };
}

/** The ref of a column. */
export function columnRef({ dataset, name }: ColumnRef): string {
  return `${dataset}#${name}`;
}
