/** The smallest double that has all its digits: 2 to the power of -1022. */
const SMALLEST = 2 ** -1_022;

/** Round numbers from one to another, about as many as are wanted: what an axis is marked with. */
export function ticks(low: number, high: number, wanted: number): readonly number[] {
  if (!(high > low)) return [low];
  const rough = high / wanted - low / wanted;
  // Two doubles may lie so near each other that nothing is between them.
  if (rough < SMALLEST) return [low, high];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  const marks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
  return [...new Set(marks)];
}

/** Powers of ten from one to another, round numbers where they are closer than that, and none where it begins at no logarithm. */
export function logTicks(low: number, high: number): readonly number[] {
  if (low <= 0) return [];
  const first = Math.ceil(Math.log10(low));
  const powers = Array.from(
    { length: Math.max(0, Math.floor(Math.log10(high)) - first + 1) },
    (_, at) => 10 ** (first + at),
  );
  return powers.length >= 2 ? powers : ticks(low, high, 5);
}
