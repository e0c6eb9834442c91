import { endOfText } from './end-of-text.js';

/**
 * Whether a JSON text holds more values than so many, counted by what begins or parts them (`,`, `{`, `[`): to parse a million empty objects takes the event loop for a third
 * of a second, and nobody else has a turn meanwhile.
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
