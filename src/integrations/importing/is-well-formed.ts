/** Whether every surrogate in a text has its other half: UTF-8, and so a URI, has no way to write one without. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
