import { median } from '../timing.mjs';

const COLUMNS = ['ours', "MLflow's", 'ratio'];

/** What a row of the table shows of what both sides were measured by; a side on which a call of it failed has no numbers. */
export function columnsOf(row, { ours, theirs }) {
  const named = (measure, suffix) =>
    Object.fromEntries(beside(ours, theirs, row, measure).map((value, index) => [`${COLUMNS[index]}${suffix}`, value]));
  // Memory is no work.
  const works = [ours, theirs].some(({ cpu }) => row in cpu);
  return { ...named('times', ''), ...(works && named('cpu', ', CPU')) };
}

function beside(ours, theirs, row, measure) {
  const [here, there] = [ours, theirs].map((side) => (row in side.failures ? undefined : median(side[measure][row])));
  const ratio = here === undefined || there === undefined ? '' : shown(there / here);
  return [here, there].map((value) => (value === undefined ? 'failed' : shown(value))).concat(ratio);
}

function shown(value) {
  return Number(value.toPrecision(3));
}
