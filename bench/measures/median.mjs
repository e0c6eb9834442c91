/** The middle one of numbers; undefined where there are none, or one of them is not known. */
export function median(numbers) {
  if (numbers.length === 0 || numbers.includes(undefined)) return undefined;
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
