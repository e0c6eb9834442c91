import type { GraphQLResolveInfo, ResponsePath } from 'graphql';
import type { CompiledField } from './compiled-field.js';
import { type ResponseNode, responsePathOf } from './response-node.js';
import type { Run } from './run.js';

/** The `info` of a resolver. One is made for each call, so it holds three references and looks up the rest. */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #run: Run;
  readonly #field: CompiledField;
  readonly #node: ResponseNode;

  /** @param node that of the object which has the field */
  constructor(run: Run, field: CompiledField, node: ResponseNode) {
    this.#run = run;
    this.#field = field;
    this.#node = node;
  }

  get fieldName() {
    return this.#field.name;
  }
  get fieldNodes() {
    return this.#field.nodes;
  }
  get returnType() {
    return this.#field.definition.type;
  }
  get parentType() {
    return this.#field.parentType;
  }
  get path(): ResponsePath {
    return responsePathOf(this.#node, this.#field);
  }
  get schema() {
    return this.#run.query.schema;
  }
  get fragments() {
    return this.#run.query.fragments;
  }
  get operation() {
    return this.#run.query.operation;
  }
  get rootValue() {
    return this.#run.rootValue;
  }
  get variableValues() {
    return this.#run.variableValues;
  }
}

/** The same for a value that is completed, which may be an item of the field's lists. */
export function infoOfValue(run: Run, field: CompiledField, node: ResponseNode): FieldInfo {
  let object = node;
  while (object.field === field && object.parent !== null) object = object.parent;
  return new FieldInfo(run, field, object);
}
