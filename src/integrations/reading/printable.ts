/**
 * Text of somebody else on one line of a terminal, or of a file that people read: what would control either, or turn the
 * direction of reading, stands as its escape, `\u001b`.
 */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same where lines may end. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
