import { readdirSync, readFileSync } from 'node:fs';

/**
 * The memory of a process and all that it started, in MB: of what several of them share each has its part, so that
 * neither forked workers nor PostgreSQL's buffers count more than once (PSS).
 */
export function memoryOfTree(pid) {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  );
  const isBelow = (one) => one === pid || (parents.get(one) > 1 && isBelow(parents.get(one)));
  const kilobytes = [...parents.keys()].filter(isBelow).map(pssOf);
  return kilobytes.reduce((sum, size) => sum + size, 0) / 1024;
}

function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  // The name, in parentheses, may hold spaces; what follows does not.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function pssOf(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** Empty where the process has ended meanwhile. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
