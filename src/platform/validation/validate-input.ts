import { setImmediate as turn } from 'node:timers/promises';
import { type ValidationError, validate } from 'class-validator';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { MAX_LIST } from '../execution/coerce-input.js';
import { type Constraint, type PropertyRule, rulesOf } from './validation-rules.js';

/** Objects that are looked at before others have their turn. */
const OBJECTS_A_TURN = 1_000;
/** Items of a list whose field sets no limit of its own. */
export const MAX_ITEMS = MAX_LIST;
/** Problems that are reported at once; an input with more is not checked any further. */
const MAX_PROBLEMS = 20;

/** The request that is validated, as far as it matters here. */
export interface Asker {
  readonly context?: { readonly signal?: AbortSignal | undefined };
}

/** A value that is to be looked at, and where it stands. */
interface Open {
  readonly value: unknown;
  readonly in: Open | null;
  readonly key: string | number;
}

/**
 * Checks an input against the constraints on its classes and reports every problem at once, by path. A list is measured
 * before its items are looked at: one that is too long is refused for that alone. After a thousand objects others have
 * their turn, and a request that nobody waits for any more ends.
 * @throws {PedigraphError} BAD_USER_INPUT; the signal's reason where the request is over.
 */
export async function validateInput(value: unknown, _type?: unknown, { context }: Asker = {}): Promise<void> {
  const open: Open[] = [{ value, in: null, key: '' }];
  const problems: string[] = [];
  for (let index = 0; index < open.length && problems.length < MAX_PROBLEMS; index++) {
    if ((index + 1) % OBJECTS_A_TURN === 0) {
      await turn();
      context?.signal?.throwIfAborted();
    }
    const one = open[index]!;
    const rules = openIn(one, open, problems);
    if (rules === null) {
      for (const error of await validate(one.value as object, { forbidUnknownValues: false }))
        problems.push(...flatten(error, pathOf(one)));
    } else for (const rule of rules) judge(rule, one, { open, problems });
  }
  if (problems.length === 0) return;
  throw new PedigraphError('BAD_USER_INPUT', `The input is not valid: ${problems.slice(0, MAX_PROBLEMS).join('; ')}.`, {
    problems: problems.slice(0, MAX_PROBLEMS),
  });
}

const NONE: readonly PropertyRule[] = [];

/**
 * The rules of an object; a list has none, but its items. Plain JSON has no class, or even calls something
 * `constructor`.
 */
function openIn(one: Open, open: Open[], problems: string[]): readonly PropertyRule[] | null {
  const { value } = one;
  if (Array.isArray(value)) {
    if (value.length > MAX_ITEMS) problems.push(tooLong(pathOf(one) || 'the list', value.length, MAX_ITEMS));
    else openItems(value, one, open);
    return NONE;
  }
  if (typeof value !== 'object' || value === null || typeof value.constructor !== 'function') return NONE;
  return rulesOf(value.constructor);
}

function openItems(items: readonly unknown[], list: Open, open: Open[]): void {
  for (const [key, value] of items.entries()) {
    if (typeof value === 'object' && value !== null) open.push({ value, in: list, key });
  }
}

function judge(rule: PropertyRule, one: Open, { open, problems }: { open: Open[]; problems: string[] }): void {
  const { property, conditions, constraints, maxItems, nested } = rule;
  const object = one.value as Record<string, unknown>;
  const value = object[property];
  if (conditions.some((holds) => !holds(object, value))) return;
  if (Array.isArray(value) && value.length > (maxItems ?? MAX_ITEMS)) {
    problems.push(tooLong(pathOf({ value, in: one, key: property }), value.length, maxItems ?? MAX_ITEMS));
    return;
  }
  for (const constraint of constraints) {
    const { instance, parameters, each } = constraint;
    const argument = { targetName: object.constructor.name, property, object, value, constraints: [...parameters] };
    const holds = (item: unknown) => instance.validate(item, argument) === true;
    if (each && Array.isArray(value) ? value.every(holds) : holds(value)) continue;
    problems.push(inWords(constraint, argument).replace(property, pathOf({ value, in: one, key: property })));
  }
  if (!nested || typeof value !== 'object' || value === null) return;
  const list = { value, in: one, key: property };
  if (Array.isArray(value)) openItems(value, list, open);
  else open.push(list);
}

function tooLong(path: string, length: number, max: number): string {
  return `${path} must contain no more than ${max} elements, but has ${length}`;
}

type Argument = Parameters<NonNullable<Constraint['instance']['defaultMessage']>>[0] & object;

/** As class-validator words it. */
function inWords({ instance, message }: Constraint, argument: Argument): string {
  const text = message instanceof Function ? message(argument) : (message ?? instance.defaultMessage?.(argument));
  const { property, targetName, constraints } = argument;
  return String(text ?? '')
    .replace(/\$constraint(\d+)/g, (_, number) => [constraints[Number(number) - 1]].flat().join(', '))
    .replace(/\$property/g, property)
    .replace(/\$target/g, targetName);
}

/** `[0].artifacts[3].path` */
function pathOf(one: Open): string {
  const path: string[] = [];
  for (let at: Open | null = one; at?.in; at = at.in) {
    path.unshift(typeof at.key === 'number' ? `[${at.key}]` : at.key);
  }
  return path.reduce((text, step) => (text === '' || step.startsWith('[') ? text + step : `${text}.${step}`), '');
}

function flatten(error: ValidationError, prefix: string): string[] {
  const path = `${prefix}${/^\d+$/.test(error.property) ? `[${error.property}]` : `${prefix === '' ? '' : '.'}${error.property}`}`;
  const own = Object.values(error.constraints ?? {}).map((message) => message.replace(error.property, path));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}
