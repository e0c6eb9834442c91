import type { Caller } from './caller.js';

/** One text a caller, by which its requests are counted. */
export function callerKey({ kind, actor }: Pick<Caller, 'kind' | 'actor'>): string {
  return `${kind}:${actor}`;
}
