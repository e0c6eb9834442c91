import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { queryError } from '../grammar/query-error.js';
import type { QueryValue } from '../grammar/query-node.js';
import { PHRASE_OF } from '../plain-text.js';

/**
 * The SQL of a question for words, one behind the other; `transfor*` asks for those that begin so.
 * @throws {PedigraphError} BAD_USER_INPUT for a star elsewhere than at the end of a word.
 */
export function wordsQuestion({ text, literal, column }: QueryValue, parameters: SqlParameters): string {
  if (literal || !text.includes('*')) return PHRASE_OF(`${parameters.add(text)}::text`);
  const star = text.indexOf('*');
  if (star < text.length - 1) {
    throw queryError(
      'the * of a free word at its end (name:*text* finds it anywhere in a name)',
      'it came within the word',
      column + [...text.slice(0, star)].length,
    );
  }
  const words = text.slice(0, star).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (words.length === 0) throw queryError('a letter or digit before the *', 'none came', column);
  return `to_tsquery('simple', ${parameters.add(`${words.map((word) => `'${word}'`).join(' <-> ')}:*`)})`;
}
