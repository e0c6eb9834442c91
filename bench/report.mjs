import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { VARIANTS } from './servers/variants.mjs';

const rounded = (value, digits) => (value === undefined ? '' : Number(value.toFixed(digits)));

/** Prints the tables and writes everything that was measured to result.json. */
export async function report(measured, folder) {
  const { dashboard } = measured;
  const floor = dashboard.floor?.perSecond;
  const table = Object.fromEntries(
    Object.entries(dashboard).map(([name, result]) => [
      VARIANTS[name].label,
      result.note !== undefined
        ? { note: result.note }
        : {
            '× floor': rounded(floor && result.perSecond / floor, 2),
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
  const others = otherRows(measured);
  if (Object.keys(others).length > 0) console.table(others);
  if (measured.profile) for (const list of Object.values(measured.profile)) console.table(list.slice(0, 40));
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

/** What is not the dashboard: each with its floor, and what part of it that is; of times, how many times as long. */
function otherRows({ registrations, metrics, startup, memory }) {
  const beside = (ours, floor) => ({
    ours: rounded(ours, 0),
    floor: rounded(floor, 0),
    '× floor': rounded(ours / floor, 2),
  });
  const rate = ({ perSecond, nodeCpu, postgresCpu }, floor) => ({
    ...beside(perSecond, floor.perSecond),
    'node CPU ms': rounded(nodeCpu, 2),
    'PostgreSQL CPU ms': rounded(postgresCpu, 2),
  });
  return {
    ...(registrations && {
      'registrations a second | INSERTs of the same rows': rate(registrations, registrations.raw.all),
      'registrations a second | INSERTs of version and event': rate(registrations, registrations.raw.registry),
    }),
    ...(metrics && { 'metric points a second (CPU: of 1,000) | COPY': rate(metrics, metrics.copied) }),
    ...(startup && {
      'ms to ready | require(pg) and PostgreSQL': beside(startup.ready, startup.floor),
      'ms that npm start takes before | require(pg) and PostgreSQL': beside(startup.npm, startup.floor),
    }),
    ...(memory && {
      'RSS MB after a minute': { ours: rounded(memory.afterMinute, 0) },
      [`RSS MB after ${memory.soak} seconds more`]: { ours: rounded(memory.afterSoak, 0) },
    }),
  };
}
