import type { ConditionOperator, RunCondition, RunSubject } from './runs.document';

/** What somebody wrote, understood; or the place at which it is not. */
export type ReadConditions =
  | { readonly conditions: readonly RunCondition[] }
  | { readonly fault: string; readonly column: number };

const SUBJECTS: Readonly<Record<string, RunSubject>> = {
  metric: 'METRIC',
  parameter: 'PARAMETER',
  tag: 'TAG',
  run: 'ATTRIBUTE',
  dataset: 'DATASET',
};

const OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  '=': 'EQ',
  '!=': 'NE',
  '>': 'GT',
  '>=': 'GE',
  '<': 'LT',
  '<=': 'LE',
  like: 'LIKE',
  ilike: 'ILIKE',
};

/** `metric.auc`, `parameter."learning rate"`; an operator; a value, in quotes where it has blanks. */
const CONDITION =
  /\s*(\w+)\.("(?:[^"\\]|\\.)*"|[^\s=!<>"]+)\s*(>=|<=|!=|=|>|<|i?like\b)\s*("(?:[^"\\]|\\.)*"|[^\s"]+)/iy;
const AND = /\s+and\s+|\s*$/iy;

/** Reads conditions such as `metric.auc > 0.8 and parameter.optimizer = adam`; all of them have to hold. */
export function readConditions(text: string): ReadConditions {
  const conditions: RunCondition[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    CONDITION.lastIndex = at;
    const found = CONDITION.exec(text);
    const subject = SUBJECTS[found?.[1]?.toLowerCase() ?? ''];
    if (found === null || subject === undefined)
      return {
        fault: `Expected a condition such as metric.auc > 0.8: ${Object.keys(SUBJECTS).join(', ')}, a dot and a name, one of ${Object.keys(OPERATORS).join(' ')}, and a value.`,
        column: at + 1,
      };
    const [, , key, operator, value] = found;
    conditions.push({
      subject,
      key: unquoted(key!),
      operator: OPERATORS[operator!.toLowerCase()]!,
      value: comparedWith(subject, value!),
    });
    at = CONDITION.lastIndex;
    AND.lastIndex = at;
    if (!AND.test(text)) return { fault: 'Expected “and” between two conditions.', column: at + 1 };
    at = AND.lastIndex;
  }
  return { conditions };
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;
}

/** A metric is compared with a number; a parameter as well, where it is one and stands in no quotes. */
function comparedWith(subject: RunSubject, text: string): string | number {
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber && (subject === 'METRIC' || subject === 'PARAMETER') ? Number(text) : unquoted(text);
}
