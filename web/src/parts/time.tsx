const EXACT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** When something was: as far back as it lies, and exactly for whoever points at it. */
export function Time({ at }: { readonly at: string }) {
  const moment = new Date(at);
  return (
    <time dateTime={at} title={`${EXACT.format(moment)} (${at})`}>
      {relative((moment.getTime() - Date.now()) / 1_000)}
    </time>
  );
}

/** A moment, exactly, in the time of whoever reads it. */
export function exactly(at: string): string {
  return EXACT.format(new Date(at));
}

function relative(seconds: number): string {
  for (const [unit, length] of UNITS)
    if (Math.abs(seconds) >= length) return RELATIVE.format(Math.round(seconds / length), unit);
  return 'just now';
}

/** How long something took: `42 s`, `3 min`, `2.4 d`. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return '–';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${rounded(seconds / 3_600)} h`;
  return `${rounded(seconds / 86_400)} d`;
}

function rounded(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}
