/** An object of an answer, by response name. */
export type Answer = Record<string, unknown>;

/** Where a value stands in an answer: response names and positions in lists. */
export type AnswerPath = readonly (string | number)[];

/** Whether the value is an object of an answer; not where it is a list or null. */
export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
