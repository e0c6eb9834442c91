/** Round numbers from one to another, about as many as are wanted: what an axis is marked with. */
export function ticks(low: number, high: number, wanted: number): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** Powers of ten from one to another, and round numbers where they are closer than that. */
export function logTicks(low: number, high: number): readonly number[] {
  const first = Math.ceil(Math.log10(low));
  const powers = Array.from(
    { length: Math.max(0, Math.floor(Math.log10(high)) - first + 1) },
    (_, at) => 10 ** (first + at),
  );
  return powers.length >= 2 ? powers : ticks(low, high, 5);
}
