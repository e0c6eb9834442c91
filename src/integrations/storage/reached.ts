/** Whether something is where it was said to be, and what was found, in words. */
export interface Reached {
  readonly answer: 'YES' | 'NO' | 'UNKNOWN';
  readonly reason: string;
  /** The digest of what is there, where it is another than the one that was sealed. */
  readonly otherDigest?: string | undefined;
}

/** What is known of a file that is looked for. */
export interface SoughtFile {
  readonly digest: string | null;
  readonly sizeBytes: number | null;
}

export const yes = (reason: string): Reached => ({ answer: 'YES', reason });
export const no = (reason: string, otherDigest?: string): Reached => ({ answer: 'NO', reason, otherDigest });
export const unknown = (reason: string): Reached => ({ answer: 'UNKNOWN', reason });

/** Of a size that was sealed another is enough to know that it is another file. */
export function sizeProblem({ sizeBytes }: SoughtFile, found: number | undefined): Reached | null {
  if (sizeBytes === null || found === undefined || sizeBytes === found) return null;
  return no(`It has ${found} bytes, and ${sizeBytes} were sealed.`);
}
