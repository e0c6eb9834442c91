import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Functions in the list of the most expensive ones. */
const TOP = 40;

/** Where the time of the CPU profiles in a folder went: self time by package and by function, in per cent of the time not idle. */
export async function profileGroups(folder) {
  const groups = new Map();
  const functions = new Map();
  let total = 0;
  for (const file of await readdir(folder)) {
    const { nodes, samples, timeDeltas } = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
    const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
    for (const [index, id] of samples.entries()) {
      const frame = byId.get(id);
      if (frame.functionName === '(idle)') continue;
      const group = groupOf(frame);
      const place = `${frame.functionName || '(anonymous)'}  ${group}${frame.url && `  ${path.basename(frame.url)}:${frame.lineNumber + 1}`}`;
      total += timeDeltas[index];
      groups.set(group, (groups.get(group) ?? 0) + timeDeltas[index]);
      functions.set(place, (functions.get(place) ?? 0) + timeDeltas[index]);
    }
  }
  const ranked = (times) =>
    [...times].sort((a, b) => b[1] - a[1]).map(([name, time]) => [name, Number(((100 * time) / total).toFixed(2))]);
  return { groups: ranked(groups), functions: ranked(functions).slice(0, TOP) };
}

/** A package, a folder of ours, a module of Node, or what the engine calls itself: `(garbage collector)`, `(program)`. */
function groupOf({ url, functionName }) {
  const names = [...url.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)];
  if (names.length > 0) return names.at(-1)[1];
  if (url.startsWith('node:')) return url;
  const own = /\/dist\/((?:src|subgraphs)\/[^/]+)/.exec(url);
  if (own !== null) return own[1];
  return url === '' ? (functionName.startsWith('(') ? functionName : 'native') : path.basename(url);
}
