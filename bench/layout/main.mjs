// npm run bench:layout: laying out lineages, by our layout and by dagre, on the same graphs; the milliseconds of CPU of the
// first layout in a fresh process, lines that cross, and the size of the picture. The decision 0024 rests on it.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages } from '../../scripts/prepare.mjs';
import { crossings, lineageOf } from './graphs.mjs';

const OUT = path.join(import.meta.dirname, '..', 'out');
const OURS = path.join(OUT, 'layout.mjs');
const SIZES = [90, 300, 950];
const REPEATS = 3;

const [layout, size] = process.argv.slice(2);
if (layout === undefined) await compare();
else console.log(JSON.stringify(await measure(layout, Number(size))));

/** Each in processes of their own, by turns. */
async function compare() {
  installPackages(path.dirname(import.meta.dirname));
  const { build } = await import('esbuild');
  mkdirSync(OUT, { recursive: true });
  const source = path.join(import.meta.dirname, '..', '..', 'web', 'src', 'picture', 'layout', 'layout.ts');
  await build({ entryPoints: [source], bundle: true, format: 'esm', outfile: OURS, logLevel: 'error' });
  console.log('| boxes / lines | layout | CPU ms | crossings | width x height |\n|---|---|---|---|---|');
  for (const boxes of SIZES)
    for (const name of ['ours', 'dagre tight-tree', 'dagre network-simplex']) {
      const runs = Array.from({ length: REPEATS }, () => {
        const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, String(boxes)]);
        if (child.status !== 0) throw new Error(child.stderr.toString());
        return JSON.parse(child.stdout.toString());
      }).sort((one, other) => one.cpu - other.cpu);
      const { lines, cpu, crossed, width, height } = runs[Math.floor(REPEATS / 2)];
      console.log(`| ${boxes} / ${lines} | ${name} | ${Math.round(cpu)} | ${crossed} | ${width} x ${height} |`);
    }
}

async function measure(name, boxes) {
  const graph = lineageOf(boxes);
  const run = name === 'ours' ? await ours() : await dagre(name.split(' ')[1]);
  const before = process.cpuUsage();
  const { places, width, height } = run(graph);
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1_000;
  return { lines: graph.lines.length, cpu, crossed: crossings(graph, places), width, height };
}

async function ours() {
  const { layOut } = await import(pathToFileURL(OURS).href);
  return (graph) => {
    const { lefts, middles, width, height } = layOut(graph);
    return { places: lefts.map((left, at) => [left, middles[at]]), width, height };
  };
}

async function dagre(ranker) {
  const { default: library, graphlib, layout: lay } = await import('@dagrejs/dagre');
  const { Graph } = graphlib ?? library.graphlib;
  return ({ count, lines }) => {
    const graph = new Graph();
    graph.setGraph({ rankdir: 'LR', ranker, nodesep: 14, ranksep: 72 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (let at = 0; at < count; at += 1) graph.setNode(String(at), { width: 196, height: 44 });
    for (const [from, to] of lines) graph.setEdge(String(from), String(to));
    (lay ?? library.layout)(graph);
    const places = Array.from({ length: count }, (_, at) => [graph.node(String(at)).x, graph.node(String(at)).y]);
    const { width, height } = graph.graph();
    return { places, width: Math.round(width), height: Math.round(height) };
  };
}
