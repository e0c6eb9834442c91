import * as z from 'zod';
import { positive } from './positive.js';

/** Connections that stay: WebSockets, and (with `limits.subscriptions`) what is followed over them or over SSE. */
export const live = z.object({
  /** WebSockets that a gateway holds. */
  sockets: positive.default(1_000),
  /** The same of one caller: of a team's pages behind one key. */
  socketsPerCaller: positive.default(100),
  /** Operations under way on a WebSocket. */
  operationsPerSocket: positive.default(100),
  /** Bytes of a message from a client: operations are short, and what is large is sent by POST. */
  messageBytes: positive.default(1024 * 1024),
  /** How long a WebSocket may stay open without an operation, in milliseconds. */
  idleMs: positive.default(300_000),
});
