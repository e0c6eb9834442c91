import { WebSocket } from 'ws';
import type { Tokens } from './send-attack.js';
import type { SocketAttack } from './socket-attack.js';

/** What came of it. */
export interface SocketOutcome {
  /** The status of an upgrade that was refused. */
  readonly status?: number;
  /** The code with which the server closed the socket. */
  readonly closed?: number;
  /** What came, in order. */
  readonly messages: readonly { readonly type?: string; readonly payload?: unknown }[];
}

/** What ends an attack: the socket is closed, or an operation has ended. */
const ENDS = new Set(['complete', 'error']);

/** Opens a socket, sends what there is to send, and waits for what comes of it: a close, or the end of an operation. */
export async function sendSocketAttack(origin: string, attack: SocketAttack, tokens: Tokens): Promise<SocketOutcome> {
  const { as = 'contributor', protocols = ['graphql-transport-ws'], path = '/graphql', headers = {} } = attack;
  const token = as === 'nobody' ? undefined : { authorization: `Bearer ${tokens[as]}` };
  const init = attack.init === undefined ? token : attack.init;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, [...protocols], { headers });
  const filled = (text: string) => text.replaceAll('%TOKEN%', tokens.admin);
  const messages: { type?: string; payload?: unknown }[] = [];
  const write = (message: unknown) =>
    socket.send(
      Buffer.isBuffer(message) ? message : filled(typeof message === 'string' ? message : JSON.stringify(message)),
    );
  const sendAll = () => {
    for (const message of attack.send ?? []) write(message);
  };
  try {
    return await new Promise<SocketOutcome>((resolve) => {
      socket.once('unexpected-response', (_request, { statusCode }) => resolve({ status: statusCode ?? 0, messages }));
      socket.on('error', () => {});
      socket.once('close', (closed) => resolve({ closed, messages }));
      socket.once('open', () => {
        if (init === null) return sendAll();
        write({ type: 'connection_init', ...(init !== undefined && { payload: init }) });
      });
      socket.on('message', (data) => {
        const message = JSON.parse(String(data));
        messages.push(message);
        if (message.type === 'connection_ack') sendAll();
        const hasFailed = message.type === 'next' && message.payload?.errors !== undefined;
        if (ENDS.has(message.type) || hasFailed || (attack.gives?.test(String(data)) ?? false)) resolve({ messages });
      });
    });
  } finally {
    socket.terminate();
  }
}
