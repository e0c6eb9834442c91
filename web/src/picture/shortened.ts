/** A letter of the code font at 1 px: all are as wide as each other. */
export const LETTER_WIDTH = 0.602;

/** Characters that are as wide as a letter in a font in which all are. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * A text, shortened to what fits: by counting letters, so that a canvas and an exported file shorten alike, without
 * measuring. What is no plain letter counts for two.
 */
export function shortened(text: string, width: number, fontSize: number): string {
  const most = Math.max(1, Math.floor(width / (fontSize * LETTER_WIDTH)));
  if (text.length <= most && PLAIN.test(text)) return text;
  let [used, end] = [0, 0];
  for (const character of text) {
    used += PLAIN.test(character) ? 1 : 2;
    if (used > most) return `${text.slice(0, Math.max(0, end - (used - 1 === most ? 1 : 0)))}…`;
    end += character.length;
  }
  return text;
}

/** A name, shortened to what fits: what is in front of its last part goes first, for that part tells it from others. */
export function shortenedName(name: string, width: number, fontSize: number): string {
  const whole = shortened(name, width, fontSize);
  const last = name.lastIndexOf('/');
  return whole === name || last <= 0 ? whole : shortened(`…${name.slice(last)}`, width, fontSize);
}
