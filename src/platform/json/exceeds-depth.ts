import { endOfText } from './end-of-text.js';

const [QUOTE, LIST, LIST_END, OBJECT, OBJECT_END] = [...'"[]{}'].map((sign) => sign.charCodeAt(0));

/** Whether a JSON text has more lists and objects within each other, without parsing it. */
export function exceedsDepth(text: string, max: number): boolean {
  // So many have to be opened.
  if (text.length <= max) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index);
    if (sign === QUOTE) {
      index = endOfText(text, index) - 1;
    } else if (sign === OBJECT || sign === LIST) {
      depth += 1;
      if (depth > max) return true;
    } else if (sign === OBJECT_END || sign === LIST_END) {
      depth -= 1;
    }
  }
  return false;
}
