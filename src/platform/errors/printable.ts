/** What controls a terminal, ends a line or turns the direction of reading: C0, C1, DEL, separators, marks for both directions. */
export const CONTROLLING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

/**
 * Text of somebody else on one line of a terminal, or of a file that people read: what would control either, or turn the
 * direction of reading, stands as its escape, `\u001b`. What the command line prints all goes through here.
 */
export function printable(text: string): string {
  return text.replaceAll(
    new RegExp(CONTROLLING, 'gu'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same where lines may end. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
