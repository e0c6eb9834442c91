import * as z from 'zod';

/**
 * A setting that is a whole number, as a variable or a flag has it: digits. Anything else is refused, and the message
 * shows it.
 */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return z.string().transform((text, context) => {
    const number = Number(text);
    if (/^\s*\d+\s*$/.test(text) && number >= least && number <= most) return number;
    context.addIssue({
      code: 'custom',
      message: `expected a whole number ${range}, but got ${JSON.stringify(text)}`,
    });
    return z.NEVER;
  });
}
