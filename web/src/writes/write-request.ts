import type { AccessRequest } from '../access/access-request';

/** A dialog that is asked for, and what it is about. Versions are named by their refs. */
export type WriteRequest =
  | { readonly kind: 'promote'; readonly ref: string; readonly alias?: string }
  | { readonly kind: 'approve' | 'withdraw' | 'status' | 'set-alias' | 'deploy'; readonly ref: string }
  | { readonly kind: 'waive'; readonly ref: string; readonly alias: string; readonly rule: string }
  | { readonly kind: 'quarantine'; readonly ref: string }
  | { readonly kind: 'quarantine-downstream'; readonly of: string }
  | { readonly kind: 'end-deployment'; readonly deployment: string; readonly target: string; readonly ref: string }
  | { readonly kind: 'roll-back' | 'remove-alias'; readonly model: string; readonly alias: string }
  | { readonly kind: 'archive' | 'restore'; readonly model: string }
  | { readonly kind: 'access'; readonly access: AccessRequest };

let opened: WriteRequest | undefined;
const listeners = new Set<() => void>();

/** Opens a dialog, in place of the one that is open. */
export function openWrite(request: WriteRequest): void {
  change(request);
}

/** Closes it. */
export function closeWrite(): void {
  change(undefined);
}

/** The dialog that is open, for `useSyncExternalStore`. */
export function openedWrite(): WriteRequest | undefined {
  return opened;
}

/** Calls back when another is open, until what it returns is called. */
export function onOpenedWrite(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(request: WriteRequest | undefined): void {
  opened = request;
  for (const listener of listeners) listener();
}
