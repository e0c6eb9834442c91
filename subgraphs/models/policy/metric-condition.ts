import { PedigraphError } from '#platform/errors/pedigraph-error.js';

const COMPARISONS = {
  '>=': (value: number, bound: number) => value >= bound,
  '>': (value: number, bound: number) => value > bound,
  '<=': (value: number, bound: number) => value <= bound,
  '<': (value: number, bound: number) => value < bound,
} as const;

/** On what data a metric is to be measured: a dataset version by ref or a dataset by name, and a slice; null is any. */
export interface MeasuredOn {
  readonly dataset: string | null;
  readonly slice: string | null;
}

/** A condition on a metric, as a policy states it. */
export interface MetricCondition {
  readonly key: string;
  readonly comparison: keyof typeof COMPARISONS;
  /** A number; relative to what the replaced version has, where `toReplaced`. */
  readonly bound: number;
  readonly toReplaced: boolean;
  readonly on: MeasuredOn;
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const CONDITION = new RegExp(
  String.raw`^\s*(?<key>[^\s<>=]+)\s*(?<comparison>>=|<=|>|<)\s*(?:(?<bound>${NUMBER})|(?<replaced>replaced)(?:\s*(?<sign>[+-])\s*(?<margin>\d+\.?\d*|\.\d+))?)(?:\s+on\s+dataset\s+(?<dataset>\S+))?(?:\s+on\s+slice\s+(?<slice>\S(?:.*\S)?))?\s*$`,
);

/**
 * Reads a condition: `auc >= 0.9`, `loss <= replaced + 0.01 on dataset fraud/holdout on slice country=DE`.
 * @throws {PedigraphError} BAD_USER_INPUT naming what was expected.
 */
export function parseMetricCondition(text: string): MetricCondition {
  const found = CONDITION.exec(text)?.groups;
  if (found === undefined) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected a condition such as "auc >= 0.9", "auc >= 0.85 on slice country=DE" or "loss <= replaced + 0.01 on dataset fraud/holdout", but got ${JSON.stringify(text.slice(0, 200))}: a metric, one of >= > <= <, a number or "replaced", then "on dataset …" and "on slice …" where it matters. Nothing was written.`,
    );
  }
  const toReplaced = found['replaced'] !== undefined;
  return {
    key: found['key']!,
    comparison: found['comparison'] as MetricCondition['comparison'],
    bound: toReplaced ? Number(`${found['sign'] ?? '+'}${found['margin'] ?? 0}`) : Number(found['bound']),
    toReplaced,
    on: { dataset: found['dataset'] ?? null, slice: found['slice'] ?? null },
  };
}

/** Whether a value meets a bound; what is not a number never does. */
export function meets(value: number | string, comparison: MetricCondition['comparison'], bound: number): boolean {
  return COMPARISONS[comparison](Number(value), bound);
}
