/** Numbers below 1 that are the same in every run: mulberry32. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A registry as a graph: chains of data, runs on them in a few environments, a version of most runs, some deployed. */
export function lineageOf(count) {
  const random = numbers(count);
  const pick = (below) => Math.floor(random() * below);
  const lines = new Map();
  const line = (from, to) => lines.set(`${from} ${to}`, [from, to]);
  const [data, environments, runs] = [0.25, 0.03, 0.34].map((share) => Math.ceil(count * share));
  const versions = Math.ceil(count * 0.32);
  const first = { environment: data, run: data + environments, version: data + environments + runs };
  const target = first.version + versions;
  for (let at = 0; at < data; at += 1) if (at % 6 > 0) line(at - 1, at);
  for (let run = 0; run < runs; run += 1) {
    // Few datasets are used by very many.
    for (let use = 0; use < 2; use += 1) line(Math.floor(data * random() ** 2), first.run + run);
    line(first.environment + pick(environments), first.run + run);
    if (run < versions) line(first.run + run, first.version + run);
  }
  for (let at = target; at < count; at += 1) line(first.version + pick(versions), at);
  return { count, lines: [...lines.values()] };
}

/** How often straight lines between the places of boxes cross; ends that two lines share are none. */
export function crossings({ lines }, places) {
  let found = 0;
  for (let one = 0; one < lines.length; one += 1)
    for (let other = one + 1; other < lines.length; other += 1) {
      const [a, b] = lines[one].map((box) => places[box]);
      const [c, d] = lines[other].map((box) => places[box]);
      if (a === c || b === d || a === d || b === c) continue;
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) found += 1;
    }
  return found;
}

const side = ([x1, y1], [x2, y2], [x, y]) => Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
