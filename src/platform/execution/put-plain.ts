import { isPromise } from '../turns/is-promise.js';
import type { CompiledSelection } from './compiled-field.js';
import type { Container } from './response-node.js';

/**
 * Copies the properties of an object into the response where every selected field is a leaf without a resolver: most
 * objects of most answers are such, and need neither a response node nor a run.
 * @returns false where one is not: a promise, an error, a method, null where it must not be, what does not serialize.
 *   Then nothing of it counts, and the selection is executed.
 */
export function putPlain({ fields }: CompiledSelection, source: unknown, into: Container): boolean {
  if (typeof source !== 'object' || source === null) return false;
  try {
    for (const { key, name, position } of fields) {
      const value = (source as Record<string, unknown>)[name];
      if (typeof value === position.plain) into[key] = value;
      else if (value === null || value === undefined) {
        if (!position.nullable) return false;
        into[key] = null;
      } else {
        if (typeof value === 'function' || (typeof value === 'object' && !(value instanceof Date))) return false;
        const output = position.leaf?.serialize(value);
        if (output === null || output === undefined) return false;
        if (typeof output === 'object') {
          // It is serialized again: a rejection of this one would be nobody's, and end the process.
          if (isPromise(output)) output.then(undefined, () => {});
          return false;
        }
        into[key] = output;
      }
    }
    return true;
  } catch {
    return false; // executed, it fails at its field
  }
}
