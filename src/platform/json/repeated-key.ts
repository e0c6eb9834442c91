import { endOfText } from './end-of-text.js';

/**
 * The first key that one object in a JSON text has twice, however it is written each time; undefined where none has.
 * `JSON.parse` keeps the last, and another reader the first.
 * @param text JSON that is known to be well-formed
 */
export function repeatedKeyIn(text: string): string | undefined {
  // The keys of each object that the place is in; null for a list.
  const places: (Set<string> | null)[] = [];
  let isKey = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') {
      const end = endOfText(text, index);
      const keys = places.at(-1);
      if (isKey && keys) {
        const key = JSON.parse(text.slice(index, end)) as string;
        if (keys.has(key)) return key;
        keys.add(key);
      }
      isKey = false;
      index = end - 1;
    } else if (character === '{' || character === '[') {
      places.push(character === '{' ? new Set() : null);
      isKey = character === '{';
    } else if (character === '}' || character === ']') places.pop();
    else if (character === ',') isKey = places.at(-1) !== null;
  }
  return undefined;
}
