import * as z from 'zod';
import { positive } from './positive.js';

/** Connections that stay: WebSockets, and (with `limits.subscriptions`) what is followed over them or over SSE. */
export const live = z.object({
  sockets: positive.default(1_000).describe('WebSockets that a gateway holds.'),
  socketsPerCaller: positive.default(100).describe("The same of one caller: of a team's pages behind one key."),
  operationsPerSocket: positive.default(100).describe('Operations under way on a WebSocket.'),
  messageBytes: positive
    .default(1024 * 1024)
    .describe('Bytes of a message from a client: operations are short, and what is large is sent by POST.'),
  idleMs: positive
    .default(300_000)
    .describe('How long a WebSocket may stay open without an operation, in milliseconds.'),
});
