import type { Attack } from './attack.js';
import type { AttackAnswer } from './send-attack.js';

/** What no answer may hold, whatever was asked. */
const LEAKS: Readonly<Record<string, RegExp>> = {
  'a stack trace': /\n\s+at .+[:(]\d+|\.[cm]?[jt]s:\d+:\d+/,
  SQL: /\b(?:SELECT .+ FROM|INSERT INTO|syntax error at or near|relation "|column "|pg_\w+ does not)/,
  'a path of the machine': /(?:node_modules|\/home\/|\/root\/|\/tmp\/|\/usr\/|dist\/src)/,
  'a fault': /INTERNAL_SERVER_ERROR/,
};

/** Why an answer is wrong; null where the attack was held. */
export function faultOf({ status, code, ...attack }: Attack, answer: AttackAnswer): string | null {
  if (!status.includes(answer.status))
    return `expected HTTP ${status.join(' or ')}, got ${answer.status}: ${inShort(answer)}`;
  for (const [what, pattern] of Object.entries(LEAKS)) {
    if (pattern.test(answer.text) && !JSON.stringify(attack).includes(pattern.exec(answer.text)![0]))
      return `the answer holds ${what}: ${inShort(answer)}`;
  }
  if (code === undefined) return null;
  const found = codeIn(answer.text);
  return found === code ? null : `expected the code ${code}, got ${found}: ${inShort(answer)}`;
}

function codeIn(text: string): unknown {
  try {
    return JSON.parse(text).errors?.[0]?.extensions?.code;
  } catch {
    return undefined;
  }
}

function inShort({ text }: AttackAnswer): string {
  return text.slice(0, 300);
}
