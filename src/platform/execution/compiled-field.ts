import type { FieldNode, GraphQLField, GraphQLFieldResolver, GraphQLLeafType, GraphQLObjectType } from 'graphql';
import type { Container, ResponseNode } from './response-node.js';
import type { Run } from './run.js';

/** The selections of one or more fields of the same response key, on one object type. */
export interface CompiledSelection {
  /** In the order of the document; without `__typename`, which the blank has. */
  readonly fields: readonly CompiledField[];
  /** Whether all of them are leaves that no resolver is asked for. */
  readonly isPlain: boolean;
  /** Has every key, in order: an answer is a copy of it, so values may arrive in any order. */
  readonly blank: Readonly<Container>;
}

/** What is asked of each object type below a field. */
export type SelectionOf = (type: GraphQLObjectType) => CompiledSelection;

/** A field of an object type, with all that does not depend on the request. */
export interface CompiledField {
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** Null where the property of the same name is the value. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  /** Null where the schema defines none. */
  readonly arguments: CompiledArguments | null;
  readonly position: Position;
}

/** The arguments of a field. */
export interface CompiledArguments {
  /** No variable stands in them. */
  readonly constant: boolean;
  /** Once known, and the same for every request. */
  values: Readonly<Record<string, unknown>> | undefined;
}

/** Where a value of a type stands: a field, or the items of a list. */
export interface Position {
  readonly nullable: boolean;
  /** The type of a leaf, else null. */
  readonly leaf: GraphQLLeafType | null;
  /** A leaf of this `typeof` is in the response as it is, without `serialize`. */
  readonly plain: 'string' | 'boolean' | undefined;
  /** For what is no leaf: completes a value that is neither null nor an error nor a promise. */
  readonly complete: Complete;
}

/** Puts a value under a key of a node. What it throws is a field error there. */
export type Complete = (
  run: Run,
  field: CompiledField,
  node: ResponseNode,
  key: string | number,
  value: unknown,
) => void;
