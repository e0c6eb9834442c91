import type { MetricPoint } from '#integrations/importing/metric-point.js';
import { isPlainObject, type PlainObject, type PlainValue } from '#integrations/reading/values/plain-value.js';
import { readPythonJson } from '#integrations/reading/values/read-values.js';
import type { Message } from '../log/message.js';
import { itemsOf, type OnUnreadableItem } from '../log/record-values.js';
import { kindOf, leavesOf, numberOf, ValueTree } from './value-tree.js';

const HISTORY = { item: 1, step: 2 } as const;
const STEP = { num: 1 } as const;

/** What W&B itself adds to a row: its step, its moment in seconds since 1970, and the seconds since the run began. */
export const OWN_KEYS: ReadonlySet<string> = new Set(['_step', '_timestamp', '_runtime', '_wandb']);

/** One step of the history of a run. */
export interface HistoryRow {
  readonly values: PlainObject;
  readonly step: number;
  /** Milliseconds since 1970; null where the row does not say it. */
  readonly timestamp: number | null;
}

/** A value of the history that is no point of a metric. */
export type OnOtherValue = (key: string, kind: string) => void;

/** A row as a record has it. */
export function rowOfRecord(history: Message, onUnreadable: OnUnreadableItem): HistoryRow {
  const tree = new ValueTree();
  for (const { keys, value } of itemsOf(history.messages(HISTORY.item), onUnreadable)) tree.set(keys, value);
  return rowOf(tree.values, history.message(HISTORY.step)?.integer(STEP.num) ?? 0);
}

/**
 * A row as W&B before 0.10 wrote it, a JSON object a line.
 * @throws {UnreadableValue} where it is none.
 */
export function rowOfLine(line: string, number: number): HistoryRow {
  const values = readPythonJson(line);
  return rowOf(isPlainObject(values) ? values : {}, number);
}

function rowOf(values: PlainObject, step: number): HistoryRow {
  const seconds = numberOf(values['_timestamp']);
  return {
    values,
    step: numberOf(values['_step']) ?? step,
    timestamp: seconds === null || !Number.isFinite(seconds) ? null : Math.round(seconds * 1_000),
  };
}

/** The points of a row: its numbers, by keys with dots. What else it holds is handed on. */
export function pointsOf(
  { values, step, timestamp }: HistoryRow,
  otherwise: number,
  onOther: OnOtherValue = () => {},
): MetricPoint[] {
  return leavesOf(values).flatMap(([key, value]: [string, PlainValue]): MetricPoint[] => {
    if (OWN_KEYS.has(key) || key.startsWith('_wandb.')) return [];
    const number = numberOf(value);
    if (number !== null && Number.isSafeInteger(step))
      return [{ key, value: number, step, timestamp: timestamp ?? otherwise }];
    onOther(key, number === null ? kindOf(value) : `values at step ${step}, which is no whole number`);
    return [];
  });
}
