import { expect } from 'vitest';

/** Values that are written out in a document, and that their scalars do not take. */
export const WRONG_LITERALS = [
  {
    query: '{ modelVersion(ref: "demo/churn@1.1.0", asOf: "yesterday") { ref } }',
    field: 'modelVersion',
    message: /^Expected a moment such as .*, or a date such as "2026-03-01".* but got "yesterday"\.$/,
  },
  {
    query: 'mutation { setTags(input: { of: "demo/churn", set: 5 }) { __typename } }',
    field: 'setTags',
    message: /^JSONObject cannot represent non-object value: 5$/,
  },
  {
    query: 'mutation { logMetrics(input: { run: "r", metrics: [{ key: "a", value: "abc" }] }) { accepted } }',
    field: 'logMetrics',
    message: /expected a number, "NaN", "Infinity" or "-Infinity"$/,
  },
] as const;

/** Holds the whole answer to one of them, which is the same in one process and distributed. */
export function expectRefusedLiteral({ field, message }: (typeof WRONG_LITERALS)[number], answer: unknown): void {
  expect(answer).toEqual({
    data: null,
    errors: [
      {
        message: expect.stringMatching(message),
        path: [field],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ],
  });
}
