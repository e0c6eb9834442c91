import { type ActionRule, type ActionTarget, permitsEverywhere, refuseForbidden } from './action-rule.js';
import type { Caller } from './caller.js';

/**
 * What an input of a mutation concerns: each of it by its name. Where the input has but an id or a ref, it is looked up
 * with the loaders of the request, to which what the caller may not see is not there, and is refused as the mutation
 * refuses what is not there.
 */
export type TargetsOf<Input, Context> = (
  input: Input,
  context: Context,
) => readonly ActionTarget[] | Promise<readonly ActionTarget[]>;

/** A resolver of a mutation: one input, and the context. */
// biome-ignore lint/suspicious/noExplicitAny: what it gives is its own
type Mutate<Input, Context> = (input: Input, context: Context) => any;

const rules = new WeakMap<object, ActionRule>();

/**
 * Says which right a mutation needs, and has it: the method runs only where the caller has the role that the action
 * needs in the namespace of every target, before any transaction is opened. Building a subgraph fails for a mutation
 * without it. A caller that has the role on everything costs no look-up.
 */
export function Needs<Input, Context extends { readonly caller: Caller }>(
  rule: ActionRule,
  targetsOf: TargetsOf<Input, Context>,
) {
  return <Own extends Input, OwnContext extends Context>(
    _: object,
    _name: string,
    descriptor: TypedPropertyDescriptor<Mutate<Own, OwnContext>>,
  ): void => {
    const mutate = descriptor.value!;
    const permitted = async function (this: unknown, input: Own, context: OwnContext): Promise<unknown> {
      if (!permitsEverywhere(context.caller, rule)) {
        refuseForbidden(context.caller, rule, await targetsOf(input, context));
      }
      return mutate.call(this, input, context);
    };
    rules.set(permitted, rule);
    descriptor.value = permitted;
  };
}

/** The rule of a method that was decorated with `Needs`. */
export function ruleOf(method: object): ActionRule | undefined {
  return rules.get(method);
}

const judgements = new WeakMap<object, string>();

/**
 * Says of a mutation that its intent judges by itself who may do it, and how: for what one does to oneself, which wants
 * no role in a namespace.
 */
export function JudgesItself(how: string) {
  // biome-ignore lint/suspicious/noExplicitAny: any method
  return (_: object, _name: string, descriptor: TypedPropertyDescriptor<any>): void => {
    judgements.set(descriptor.value, how);
  };
}

/** How a method that was decorated with `JudgesItself` judges. */
export function judgementOf(method: object): string | undefined {
  return judgements.get(method);
}
