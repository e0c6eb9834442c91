/** What one call takes of parameters. */
const MOST_PARAMETERS = 1_000;
const MOST_BYTES = 512 * 1024;

/** Parameters in groups that a call takes, by their number and by their bytes; one group at least, which may be empty. */
export function inCalls<Value>(parameters: Iterable<readonly [key: string, value: Value]>): Record<string, Value>[] {
  const groups: (readonly [string, Value])[][] = [[]];
  let bytes = 0;
  for (const parameter of parameters) {
    const size = Buffer.byteLength(JSON.stringify(parameter));
    const last = groups.at(-1)!;
    if (last.length < MOST_PARAMETERS && bytes + size <= MOST_BYTES) {
      last.push(parameter);
      bytes += size;
    } else {
      groups.push([parameter]);
      bytes = size;
    }
  }
  return groups.map((group) => Object.fromEntries(group));
}
