import type { Attack } from './attack.js';
import type { AttackAnswer } from './send-attack.js';

/** What no answer may hold, whatever was asked. */
const LEAKS: Readonly<Record<string, RegExp>> = {
  'a stack trace': /\n\s+at .+[:(]\d+|\.[cm]?[jt]s:\d+:\d+/,
  SQL: /\b(?:SELECT .+ FROM|INSERT INTO|syntax error at or near|relation "|column "|pg_\w+ does not)/,
  'a path of the machine': /(?:node_modules|\/home\/|\/root\/|\/tmp\/|\/usr\/|dist\/src)/,
  'a file of the machine': /root:.?:0:0:/,
  'a fault': /INTERNAL_SERVER_ERROR/,
};

/** Why an answer is wrong; null where the attack was held. */
export function faultOf({ status, code, ...attack }: Attack, answer: AttackAnswer): string | null {
  if (!status.includes(answer.status))
    return `expected HTTP ${status.join(' or ')}, got ${answer.status}: ${inShort(answer)}`;
  const leak = leakIn(answer.text, JSON.stringify(attack));
  if (leak !== null) return `the answer holds ${leak}: ${inShort(answer)}`;
  if (attack.safely && !isInert(answer)) return `a browser may show it as a page: ${JSON.stringify(answer.headers)}`;
  if (code === undefined) return null;
  const found = codeIn(answer.text);
  return found === code ? null : `expected the code ${code}, got ${found}: ${inShort(answer)}`;
}

/** What of the machine a text holds that the sender did not say; null where that is nothing. */
export function leakIn(text: string, sent: string): string | null {
  const found = Object.entries(LEAKS).find(([, pattern]) => {
    const match = pattern.exec(text)?.[0];
    return match !== undefined && !sent.includes(match);
  });
  return found?.[0] ?? null;
}

/** Whether a browser that is given it would neither show nor run it, under whatever name. */
function isInert({ status, headers }: AttackAnswer): boolean {
  if (status >= 300) return true;
  const name = headers?.['content-disposition'] ?? '';
  return (
    headers?.['x-content-type-options'] === 'nosniff' &&
    (headers['content-type']?.startsWith('application/json') === true ||
      (headers['content-type'] === 'application/octet-stream' &&
        /^attachment; filename\*=UTF-8''[\w.!~*'()%-]+$/.test(name)))
  );
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
