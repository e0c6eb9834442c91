import { type IncomingHttpHeaders, request } from 'node:http';
import type { Attack, Attacker } from './attack.js';

/** The token of each attacker. */
export type Tokens = Readonly<Record<Exclude<Attacker, 'nobody'>, string>>;

/** What came back. */
export interface AttackAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers?: IncomingHttpHeaders;
}

/**
 * Sends an attack as it stands, by plain HTTP: no client of ours puts anything right on its way. `%TOKEN%` is the
 * administrator's token, which must not count where it stands.
 * @param named what other words between percent signs stand for, such as `RUN`
 */
export function sendAttack(
  url: string,
  attack: Attack,
  tokens: Tokens,
  named: Readonly<Record<string, string>> = {},
): Promise<AttackAnswer> {
  const { as = 'contributor', method = 'POST', path = '/graphql', query, variables } = attack;
  const filled = (text: string) =>
    Object.entries({ ...named, TOKEN: tokens.admin }).reduce(
      (left, [name, is]) => left.replaceAll(`%${name}%`, is),
      text,
    );
  const body = query === undefined ? attack.body : JSON.stringify({ query, variables });
  const json = query === undefined ? {} : { 'content-type': 'application/json' };
  const credential = as === 'nobody' ? {} : { authorization: `Bearer ${tokens[as]}` };
  const given = Object.entries(attack.headers ?? {}).filter(([name, value]) => name !== 'content-type' || value !== '');
  const headers = {
    ...credential,
    ...json,
    ...Object.fromEntries(given.map(([name, value]) => [name, filled(value)])),
  };
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: escaped(filled(path)), headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode!, text: Buffer.concat(chunks).toString(), headers: answer.headers }),
      );
    });
    sent.once('error', reject);
    sent.end(typeof body === 'string' ? filled(body) : body);
  });
}

/** What the client library would not send at all in a path; everything else goes as it stands. */
function escaped(path: string): string {
  return path.replaceAll(/[^!-~]|[{}\\]/g, encodeURIComponent);
}
