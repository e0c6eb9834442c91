import type { ConditionOperator, RunCondition, RunSubject } from './runs.document';

/** What somebody wrote, understood; or the place at which it is not. */
export type ReadConditions =
  | { readonly conditions: readonly RunCondition[] }
  | { readonly fault: string; readonly column: number };

const SUBJECTS = new Map<string, RunSubject>([
  ['metric', 'METRIC'],
  ['parameter', 'PARAMETER'],
  ['tag', 'TAG'],
  ['run', 'ATTRIBUTE'],
  ['dataset', 'DATASET'],
]);

const OPERATORS = new Map<string, ConditionOperator>([
  ['=', 'EQ'],
  ['!=', 'NE'],
  ['>', 'GT'],
  ['>=', 'GE'],
  ['<', 'LT'],
  ['<=', 'LE'],
  ['like', 'LIKE'],
  ['ilike', 'ILIKE'],
]);

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
    const subject = SUBJECTS.get(found?.[1]?.toLowerCase() ?? '');
    if (found === null || subject === undefined)
      return {
        fault: `Expected a condition such as metric.auc > 0.8: ${[...SUBJECTS.keys()].join(', ')}, a dot and a name, one of ${[...OPERATORS.keys()].join(' ')}, and a value.`,
        column: columnAt(text, at),
      };
    const [, , key, operator, value] = found;
    conditions.push({
      subject,
      key: unquoted(key!),
      operator: OPERATORS.get(operator!.toLowerCase())!,
      value: comparedWith(subject, value!),
    });
    at = CONDITION.lastIndex;
    AND.lastIndex = at;
    if (!AND.test(text)) return { fault: 'Expected “and” between two conditions.', column: columnAt(text, at) };
    at = AND.lastIndex;
  }
  return { conditions };
}

/** A place in characters, as people count them, rather than in UTF-16. */
function columnAt(text: string, at: number): number {
  return [...text.slice(0, at)].length + 1;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;
}

/** A metric is compared with a number; a parameter as well, where it is one and stands in no quotes. */
function comparedWith(subject: RunSubject, text: string): string | number {
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber && (subject === 'METRIC' || subject === 'PARAMETER') ? Number(text) : unquoted(text);
}
