import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of a tick of /proc: Linux always counts in hundredths of a second there. */
const TICK = 10;

function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; what follows does not.
    const [, ppid, , , , , , , , , , utime, stime, cutime, cstime] = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { ppid, own: (utime + stime) * TICK, reaped: (cutime + cstime) * TICK };
  } catch {
    return undefined;
  }
}

/** Milliseconds of CPU that these processes have used, all their threads; undefined where there is no /proc. */
function cpuOf(pids) {
  const stats = pids.map(statOf);
  return stats.includes(undefined) ? undefined : stats.reduce((sum, { own }) => sum + own, 0);
}

/** Milliseconds of CPU of a PostgreSQL server: the postmaster, its living children, and those that have ended. */
function cpuOfPostgres(pid) {
  const postmaster = statOf(pid);
  if (postmaster === undefined) return undefined;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((stat) => stat?.ppid === pid);
  return children.reduce((sum, { own }) => sum + own, postmaster.own + postmaster.reaped);
}

/** What a variant's processes and PostgreSQL have cost so far, in milliseconds of CPU. */
export function costOf(pids, store) {
  return { node: cpuOf(pids), postgres: cpuOfPostgres(store.pid) };
}

/** What an answer cost between two looks; undefined where there is no /proc. */
export function costPerAnswer({ before, after, answered }) {
  const each = (kind) => (before[kind] === undefined ? undefined : (after[kind] - before[kind]) / answered);
  return { nodeCpu: each('node'), postgresCpu: each('postgres') };
}

/** Resident memory of these processes in MB. */
export function rssOf(pids) {
  try {
    const kilobytes = pids.map((pid) =>
      Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]),
    );
    return kilobytes.reduce((sum, size) => sum + size, 0) / 1024;
  } catch {
    return undefined;
  }
}
