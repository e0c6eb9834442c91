import type { Attacker } from './attack.js';
import { leakIn } from './judge.js';
import type { SocketOutcome } from './send-socket-attack.js';

/** One attack over a WebSocket: what is sent, and what has to come of it beside what holds for all (see `judge`). */
export interface SocketAttack {
  readonly name: string;
  /** Whose token the first message brings. @default contributor */
  readonly as?: Attacker;
  /** Subprotocols that are offered. @default graphql-transport-ws */
  readonly protocols?: readonly string[];
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The payload of `connection_init` in place of the attacker's token. Null: none is sent. */
  readonly init?: unknown;
  /** What is sent behind it, as JSON where it is no text and no bytes. */
  readonly send?: readonly unknown[];
  /** The statuses with which the upgrade may be refused. */
  readonly status?: readonly number[];
  /** The codes with which the socket may be closed. */
  readonly closed?: readonly number[];
  /** The code of the first error that an operation has. */
  readonly code?: string;
  /** The answer with which an operation that goes on has shown what there is to see. */
  readonly gives?: RegExp;
  /** What no answer may hold. */
  readonly hides?: RegExp;
}

/** An operation as a message. */
export function subscribe(query: string, variables?: object, id: unknown = '1'): object {
  return { id, type: 'subscribe', payload: { query, ...(variables && { variables }) } };
}

/** Why what came of it is wrong; null where the attack was held. */
export function faultOfSocket(
  { status, closed, code, gives, hides }: SocketAttack,
  outcome: SocketOutcome,
): string | null {
  const text = JSON.stringify(outcome);
  const leak = leakIn(text, '');
  if (leak !== null) return `an answer holds ${leak}: ${text.slice(0, 300)}`;
  if (hides?.test(text)) return `an answer gives what is hidden: ${text.slice(0, 300)}`;
  if (outcome.status !== undefined) return status?.includes(outcome.status) ? null : `refused with ${outcome.status}`;
  if (outcome.closed !== undefined) return closed?.includes(outcome.closed) ? null : `closed with ${outcome.closed}`;
  if (code !== undefined) return text.includes(`"code":"${code}"`) ? null : `expected ${code}: ${text.slice(0, 300)}`;
  return hides !== undefined || gives !== undefined ? null : `it was let through: ${text.slice(0, 300)}`;
}
