const large = new WeakSet<object>();

/** Notes that the data of an answer are so large that they are written in turns. */
export function noteLarge(data: object): void {
  large.add(data);
}

/** Whether an answer was noted as large. */
export function isLarge(data: unknown): boolean {
  return typeof data === 'object' && data !== null && large.has(data);
}
