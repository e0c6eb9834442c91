import { type ASTNode, Kind } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { isMetaField, isPoisonousKey, isReservedName } from './reserved-names.js';
import { unstorableIn } from './unstorable-text.js';

/**
 * What is wrong with one node by itself: a reserved name (QUERY_REFUSED) or a string that cannot be stored
 * (BAD_USER_INPUT). A *field* of the schema may be called `constructor`, but only an alias brings it into an answer.
 */
export function faultOf(node: ASTNode): PedigraphError | null {
  switch (node.kind) {
    case Kind.FIELD:
      if (node.alias !== undefined) {
        return refuseReserved('alias', node.alias.value) ?? refuseUnknownMetaField(node.name.value);
      }
      return isMetaField(node.name.value) ? null : refuseReserved('response name', node.name.value, 'an alias');
    case Kind.VARIABLE_DEFINITION:
      return refuseReserved('variable', node.variable.name.value);
    case Kind.VARIABLE:
      return refuseReserved('variable', node.name.value);
    case Kind.OPERATION_DEFINITION:
      return refuseReserved('operation', node.name?.value ?? '');
    case Kind.FRAGMENT_DEFINITION:
    case Kind.FRAGMENT_SPREAD:
      return refuseReserved('fragment', node.name.value);
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
      return isPoisonousKey(node.name.value) ? reserved('key', node.name.value, 'another name') : null;
    case Kind.STRING:
      return refuseUnstorable(node.value);
    default:
      return null;
  }
}

function refuseReserved(role: string, name: string, instead = 'another name'): PedigraphError | null {
  return isReservedName(name) ? reserved(role, name, instead) : null;
}

function refuseUnknownMetaField(name: string): PedigraphError | null {
  return name.startsWith('__') && !isMetaField(name) ? reserved('field', name, 'a field of the schema') : null;
}

function reserved(role: string, name: string, instead: string): PedigraphError {
  return new PedigraphError('QUERY_REFUSED', `The ${role} "${name}" is a reserved name; use ${instead}.`, { name });
}

function refuseUnstorable(value: string): PedigraphError | null {
  const unstorable = unstorableIn(value);
  if (unstorable === null) return null;
  return new PedigraphError('BAD_USER_INPUT', `A string in the document contains ${unstorable}; leave it out.`);
}
