import { type GraphQLLeafType, isEnumType, specifiedScalarTypes } from 'graphql';
import { kindOf } from './kind-of.js';
import type { Project } from './projection.js';

/**
 * Compiles the result coercion of a leaf (GraphQL specification §3.5, §3.9), as graphql-js has it. Null for a custom
 * scalar: only its subgraph knows which values it has.
 */
export function compileLeaf(type: GraphQLLeafType): Project | null {
  const coerce: Project = (value, faults) => {
    const unfit = `${type.name} cannot represent what was answered, ${kindOf(value)}.`;
    try {
      return type.serialize(value) ?? faults.add(unfit);
    } catch {
      // Its own message has the value.
      return faults.add(unfit);
    }
  };
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    // Without the value: it may be one that clients are not to know of.
    return (value, faults) =>
      names.has(value) ? value : faults.add(`Enum "${type.name}" cannot represent what was answered.`);
  }
  if (!specifiedScalarTypes.some(({ name }) => name === type.name)) return null;
  switch (type.name) {
    case 'Boolean':
      return (value, faults) => (typeof value === 'boolean' ? value : coerce(value, faults));
    case 'Int':
      return (value, faults) => (typeof value === 'number' && (value | 0) === value ? value : coerce(value, faults));
    case 'Float':
      return (value, faults) => (typeof value === 'number' && Number.isFinite(value) ? value : coerce(value, faults));
    default:
      return (value, faults) => {
        if (typeof value !== 'string') return coerce(value, faults);
        faults.units += value.length >> 7;
        return value;
      };
  }
}
