import { endOfText } from './end-of-text.js';

/**
 * Whether a JSON text holds more than `most` values, counted by what begins or separates them (`,`, `{`, `[`): to parse
 * a million empty objects blocks the event loop for a third of a second.
 */
export function exceedsValues(text: string, most: number): boolean {
  if (text.length <= most) return false;
  let values = 0;
  for (let index = 0; index < text.length; ) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) {
      index = endOfText(text, index);
      continue;
    }
    if (character === COMMA || character === BRACE || character === BRACKET) {
      values += 1;
      if (values > most) return true;
    }
    index += 1;
  }
  return false;
}

const [QUOTE, COMMA, BRACE, BRACKET] = [0x22, 0x2c, 0x7b, 0x5b] as const;
