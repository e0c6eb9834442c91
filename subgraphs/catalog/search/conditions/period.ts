import { queryError, quoted } from '../grammar/query-error.js';
import type { QueryValue } from '../grammar/query-node.js';

/** A span of time: from a moment on, until before another. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

const CALENDAR = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The period a date stands for, in UTC: `2026` a year, `2026-03` a month, `2026-03-01` a day; with a time it is that millisecond.
 * @throws {PedigraphError} BAD_USER_INPUT for anything else.
 */
export function periodOf({ text, column }: QueryValue): Period {
  const period = MOMENT.test(text) ? moment(text) : calendar(text);
  if (period !== null) return period;
  throw queryError('a date such as 2026, 2026-03, 2026-03-01 or 2026-03-01T12:00:00Z', `${quoted(text)} came`, column);
}

function moment(text: string): Period | null {
  const from = new Date(text);
  return Number.isNaN(from.getTime()) ? null : { from, until: new Date(from.getTime() + 1) };
}

function calendar(text: string): Period | null {
  const [whole, year, month, day] = CALENDAR.exec(text) ?? [];
  if (whole === undefined) return null;
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  const from = at(y, m, d);
  // The 31st of February would silently be a day in March.
  if (from.getUTCMonth() !== m - 1 || from.getUTCDate() !== d) return null;
  if (day !== undefined) return { from, until: at(y, m, d + 1) };
  return { from, until: month === undefined ? at(y + 1, 1, 1) : at(y, m + 1, 1) };
}

function at(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}
