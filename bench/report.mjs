import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { VARIANTS } from './servers/variants.mjs';

const rounded = (value, digits) => (value === undefined ? '' : Number(value.toFixed(digits)));

/** Prints the tables and writes everything that was measured to result.json. */
export async function report(measured, folder) {
  const { dashboard } = measured;
  const floor = dashboard.floor?.median;
  const table = Object.fromEntries(
    Object.entries(dashboard).map(([name, result]) => [
      VARIANTS[name].label,
      result.note !== undefined
        ? { note: result.note }
        : {
            '× floor': rounded(floor && result.median / floor, 2),
            'median ms': rounded(result.median, 1),
            'p99 ms': rounded(result.p99, 1),
            'a second': rounded(result.perSecond, 0),
            'node CPU ms': rounded(result.nodeCpu, 2),
            'PostgreSQL CPU ms': rounded(result.postgresCpu, 2),
            'RSS MB': rounded(result.rss, 0),
          },
    ]),
  );
  if (Object.keys(table).length > 0) console.table(table);
  const [cpu] = os.cpus();
  const machine = {
    cpus: os.cpus().length,
    model: cpu?.model,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    loadAverage: os.loadavg(),
  };
  const file = path.join(folder, 'result.json');
  await writeFile(
    file,
    `${JSON.stringify({ at: new Date(), node: process.version, machine, ...measured }, null, 2)}\n`,
  );
  console.error(`All of it: ${path.relative(process.cwd(), file)}`);
}
