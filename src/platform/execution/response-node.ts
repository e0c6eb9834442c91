import type { ResponsePath } from 'graphql';

/** What is written into: an object of the answer by its response keys, or a list by its indices. */
export type Container = Record<string | number, unknown>;

/** What a node has to know of its field. */
export interface FieldOfNode {
  readonly key: string;
  readonly parentType: { readonly name: string };
}

/**
 * An object or a list of the response while it is made, linked to the one it stands in. The path of an error or of a
 * resolver's field is made from these links, and only when somebody asks for it.
 */
export class ResponseNode {
  /** An error has made it null: what arrives beneath it is dropped, errors too (GraphQL specification §6.4.4). */
  private nulled = false;

  constructor(
    /** The object or list it stands in; null for the root. */
    readonly parent: ResponseNode | null,
    /** The field it is a value of; for an item of a list the list's field, null for the root. */
    readonly field: FieldOfNode | null,
    /** Its response key or index in its parent. */
    readonly key: string | number,
    /** Whether null may stand here in its stead. */
    readonly nullable: boolean,
    /** The object or list itself. */
    readonly into: Container,
  ) {}

  /** Whether it or anything that it stands in was made null. */
  isNulled(): boolean {
    for (let node: ResponseNode | null = this; node !== null; node = node.parent) if (node.nulled) return true;
    return false;
  }

  /** Makes it null, or where it must not be the nearest that may; the root may. */
  nullNearest(): void {
    let node: ResponseNode = this;
    while (!node.nullable && node.parent !== null) node = node.parent;
    node.nulled = true;
    if (node.parent !== null) node.parent.into[node.key] = null;
  }

  /**
   * Gives up a list whose iteration failed: what arrives of the items that were begun is dropped. It does not make the
   * list null; the field's error does, which the caller reports.
   */
  abandon(): void {
    this.nulled = true;
  }
}

/** The path of a key of a node, as errors have it. */
export function pathOf(node: ResponseNode, key: string | number): (string | number)[] {
  const path = [key];
  for (let at = node; at.parent !== null; at = at.parent) path.push(at.key);
  return path.reverse();
}

/** The path of a field of a node, as `info.path` has it. */
export function responsePathOf(node: ResponseNode, field: FieldOfNode): ResponsePath {
  return { prev: responsePath(node), key: field.key, typename: field.parentType.name };
}

function responsePath({ parent, field, key }: ResponseNode): ResponsePath | undefined {
  if (parent === null) return undefined;
  const typename = typeof key === 'string' ? field?.parentType.name : undefined;
  return { prev: responsePath(parent), key, typename };
}
