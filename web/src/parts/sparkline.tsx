/** How large a line of a few values is. */
export const SPARK = { width: 88, height: 28 } as const;

interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[];
  /** What it shows, in words. */
  readonly label: string;
}

/** A line of a few values; the words beside it say what it shows. */
export function Sparkline({ values, label }: SparklineProps) {
  if (values.length < 2) return null;
  return (
    <svg {...SPARK} role="img" aria-label={label}>
      <SparkLine values={values} {...SPARK} />
    </svg>
  );
}

interface SparkLineProps {
  /** Two at least. */
  readonly values: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** The line alone, from edge to edge. */
export function SparkLine({ values, width, height }: SparkLineProps) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const points = values
    .map((value, at) => {
      const [x, y] = [(at / (values.length - 1)) * width, height - 2 - ((value - low) / span) * (height - 4)];
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
  return <polyline points={points} fill="none" stroke="var(--accent)" strokeWidth="1.8" />;
}
