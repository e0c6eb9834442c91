import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of a tick, in which the kernel counts. */
const TICK = 10;

/**
 * The memory of a process and all that it started, in MB: of what several of them share each has its part, so that
 * neither forked workers nor PostgreSQL's buffers count more than once (PSS).
 */
export function memoryOfTree(pid) {
  return sum(treeOf(pid).map(([one]) => pssOf(one))) / 1024;
}

/** The milliseconds for which a process and all that it started have worked, those that have ended among them. */
export function cpuOfTree(pid) {
  // Of a process and of the children that it has waited for, in its own code and in the kernel's.
  return sum(treeOf(pid).flatMap(([, fields]) => fields.slice(11, 15).map(Number))) * TICK;
}

/** The ids of a process and of all below it, each with the fields that stand behind its name. */
function treeOf(pid) {
  const processes = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), fieldsOf(name)]),
  );
  const isBelow = (one) => one === pid || (one > 1 && isBelow(Number(processes.get(one)?.[1] ?? 0)));
  return [...processes].filter(([one]) => isBelow(one));
}

function fieldsOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  // The name, in parentheses, may hold spaces; what follows does not.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function pssOf(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

/** Empty where the process has ended meanwhile. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
