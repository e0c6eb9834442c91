import type { Condition } from '../search/condition.js';

/** What a thing has where a condition looks; undefined where it has nothing. */
export type ReadValue = (condition: Pick<Condition, 'subject' | 'key'>) => string | number | undefined;

/** Whether all conditions hold of a thing. As MLflow has it, of what is not there only IS NULL holds. */
export function matchesAll(conditions: readonly Condition[], readValue: ReadValue): boolean {
  return conditions.every((condition) => matches(condition, readValue(condition)));
}

function matches({ operator, value: wanted }: Condition, value: string | number | undefined): boolean {
  if (operator === 'IS_NULL') return value === undefined;
  if (value === undefined) return false;
  switch (operator) {
    case 'IS_NOT_NULL':
      return true;
    case 'EQ':
      return value === wanted;
    case 'NE':
      return value !== wanted;
    case 'GT':
      return Number(value) > Number(wanted);
    case 'GE':
      return Number(value) >= Number(wanted);
    case 'LT':
      return Number(value) < Number(wanted);
    case 'LE':
      return Number(value) <= Number(wanted);
    case 'LIKE':
      return isLike(String(value), String(wanted));
    case 'ILIKE':
      return isLike(String(value).toLowerCase(), String(wanted).toLowerCase());
    case 'IN':
      return (wanted as readonly string[]).includes(String(value));
    case 'NOT_IN':
      return !(wanted as readonly string[]).includes(String(value));
  }
}

/**
 * SQL's LIKE: `%` is any text, `_` any character. Of each `%` the shortest text is tried first, and only the last one is
 * tried again, so that no pattern takes longer than its length times that of the text.
 */
function isLike(text: string, pattern: string): boolean {
  const [signs, letters] = [[...pattern], [...text]];
  let [at, sign] = [0, 0];
  let [wild, tried] = [-1, 0];
  while (at < letters.length) {
    if (signs[sign] === '%') {
      wild = sign++;
      tried = at;
    } else if (sign < signs.length && (signs[sign] === '_' || signs[sign] === letters[at])) {
      sign += 1;
      at += 1;
    } else if (wild >= 0) {
      sign = wild + 1;
      at = ++tried;
    } else return false;
  }
  return signs.slice(sign).every((rest) => rest === '%');
}
