import { bytes, count, measured } from './number';

interface ExactProps {
  readonly value: number | string | null | undefined;
  /** How it is shown. @default `measured`: short enough for a table */
  readonly as?: 'measured' | 'count' | 'bytes';
}

/** A number, short for whoever reads it and exact for what copies the table. */
export function Exact({ value, as = 'measured' }: ExactProps) {
  if (value === null || value === undefined) return '–';
  const words = typeof value === 'string' ? value : { measured, count, bytes }[as](value);
  return <data value={String(value)}>{words}</data>;
}
