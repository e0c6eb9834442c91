import type * as z from 'zod';
import type { LedgerPayload, NewLedgerEvent } from '../database/new-ledger-event.js';

/** What a type of ledger event is: who writes it, when, and which facts it holds. */
export interface EventDefinition<Type extends string = string, Payload extends z.ZodObject = z.ZodObject> {
  /** What happened, in the past tense: `ModelVersionRegistered`. In every ledger there is; it is never renamed. */
  readonly type: Type;
  /** The subgraphs in whose ledgers it stands. */
  readonly ledgers: readonly string[];
  /** To what it happens: `the ref of the version`. */
  readonly subject: string;
  /** When it is written, as a sentence. */
  readonly when: string;
  /** Its facts. What reads events takes the part it needs: `payload.pick({ … })`. */
  readonly payload: Payload;
}

/** Makes the events of one type; its payload is checked by the compiler, and nothing is parsed while writing. */
export interface EventType<Type extends string = string, Payload extends z.ZodObject = z.ZodObject>
  extends EventDefinition<Type, Payload> {
  (subject: string, payload: Written<z.input<Payload>>): NewLedgerEvent;
}

/** Facts as a writer has them at hand, whose lists may be read-only. */
export type Written<Fact> = Fact extends Date
  ? Fact
  : Fact extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : Fact extends object
      ? { readonly [Name in keyof Fact]: Written<Fact[Name]> }
      : Fact;

/** Defines a type of ledger event. The result is called to make one: `record(aliasSet(ref, { … }))`. */
export function defineEvent<const Type extends string, Payload extends z.ZodObject>(
  definition: EventDefinition<Type, Payload>,
): EventType<Type, Payload> {
  const { type } = definition;
  const make = (subject: string, payload: Written<z.input<Payload>>) =>
    ({ type, subject, payload: payload as LedgerPayload }) as unknown as NewLedgerEvent;
  return Object.assign(make, definition);
}
