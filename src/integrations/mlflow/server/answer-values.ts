import type { MetricPoint } from '#integrations/importing/metric-point.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { isMoment } from '../source/is-moment.js';
import type { Json } from './mlflow-client.js';

/** A text; null where it is empty or left out, as MLflow does when it knows nothing. */
export function textOf(value: unknown): string | null {
  return value === undefined || value === null || value === '' ? null : String(value);
}

/** An object; empty where it is left out. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

/** A list of objects; empty where it is left out. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** A moment in milliseconds since 1970; MLflow writes 0 where it knows none. */
export function momentOf(value: unknown): number | null {
  const ms = Number(value);
  return ms !== 0 && isMoment(ms) ? ms : null;
}

/** `[{ key, value }]`. */
export function pairsOf(value: unknown): Map<string, string> {
  return new Map(listOf(value).map((pair) => [String(pair['key']), String(pair['value'] ?? '')]));
}

/** A point; null for one whose step or time JSON cannot carry. NaN and what is infinite come as words. */
export function pointOf(value: Json): MetricPoint | null {
  const [step, timestamp] = [Number(value['step'] ?? 0), Number(value['timestamp'] ?? 0)];
  if (!Number.isSafeInteger(step) || !isMoment(timestamp)) return null;
  return { key: String(value['key']), value: Number(value['value'] ?? 0), step, timestamp };
}

/** The items of every page of an answer; the next is asked for when those before are used. */
export async function* pagesOf(
  field: string,
  ask: (pageToken: string | undefined) => Promise<Json>,
): AsyncGenerator<readonly Json[]> {
  const seen = new Set<string>();
  for (let token: string | undefined; ; ) {
    const answer = await ask(token);
    const items = listOf(answer[field]);
    if (items.length > 0) yield items;
    const next = textOf(answer['next_page_token']);
    if (next === null) return;
    if (seen.has(next)) throw repeated(field);
    seen.add(next);
    token = next;
  }
}

/** A server that gives a token again would be asked without an end, and stopping there would leave out what follows without a report. */
function repeated(field: string): PedigraphError {
  return new PedigraphError(
    'UNAVAILABLE',
    `Expected the tracking server to go on with its ${field} page by page, but it gave a page token a second time.`,
  );
}
