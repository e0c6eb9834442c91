import { getArgumentValues } from 'graphql';
import type { CompiledField, CompiledSelection } from './compiled-field.js';
import { FieldInfo } from './field-info.js';
import { putValue } from './put-value.js';
import type { ResponseNode } from './response-node.js';
import type { Run } from './run.js';

/** Resolves the fields of an object, in order, and puts their values in its place. Throws nothing. */
export function executeSelection(run: Run, { fields }: CompiledSelection, source: unknown, node: ResponseNode): void {
  for (const field of fields) {
    try {
      const value = field.resolve === null ? readProperty(run, field, source, node) : resolve(run, field, source, node);
      putValue(run, field, field.position, node, field.key, value);
    } catch (error) {
      run.fail(field, field.position.nullable, node, field.key, error);
      if (run.isNulled(node)) return;
    }
  }
}

function resolve(run: Run, field: CompiledField, source: unknown, node: ResponseNode): unknown {
  const { resolve: call } = field as { resolve: NonNullable<CompiledField['resolve']> };
  return call(source, argumentsOf(run, field), run.contextValue, new FieldInfo(run, field, node));
}

/** What graphql-js' default resolver does. */
function readProperty(run: Run, field: CompiledField, source: unknown, node: ResponseNode): unknown {
  const given = field.arguments === null ? undefined : argumentsOf(run, field);
  if ((typeof source !== 'object' || source === null) && typeof source !== 'function') return undefined;
  const owner = source as Record<string, unknown>;
  const property = owner[field.name];
  if (typeof property !== 'function') return property;
  const info = new FieldInfo(run, field, node);
  return (owner as Record<string, (...parameters: unknown[]) => unknown>)[field.name]?.(
    given ?? {},
    run.contextValue,
    info,
  );
}

/**
 * A new object for each call, of values that are coerced once: for every request where they are constant and cannot be
 * changed, else for this one.
 */
function argumentsOf(run: Run, field: CompiledField): Record<string, unknown> {
  const compiled = field.arguments;
  if (compiled === null) return {};
  const known = compiled.values ?? run.arguments.get(field);
  if (known !== undefined) return { ...known };
  const values = getArgumentValues(field.definition, field.nodes[0] as never, run.variableValues);
  if (compiled.constant && Object.values(values).every(isPrimitive)) compiled.values = values;
  else run.arguments.set(field, values);
  return { ...values };
}

function isPrimitive(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function') || value === null;
}
