import type { ResponsePath } from 'graphql';
import type { CompiledField } from './compiled-field.js';

/** What is written into: an object of the answer by its response keys, or a list by its indices. */
export type Container = Record<string | number, unknown>;

/** Where an object or a list of the answer stands. What stands beneath it knows its own path through it, and makes it only when asked. */
export class Place {
  /** An error has made it null: what arrives beneath it is dropped, errors too (GraphQL specification §6.4.4). */
  private nulled = false;

  constructor(
    /** The object or list it stands in; null for the root. */
    readonly parent: Place | null,
    /** The field it is a value of; for an item of a list the list's field, null for the root. */
    readonly field: CompiledField | null,
    /** Its response key or index in its parent. */
    readonly key: string | number,
    /** Whether null may stand here in its stead. */
    readonly nullable: boolean,
    /** The object or list itself. */
    readonly into: Container,
  ) {}

  /** Whether it or anything that it stands in was made null. */
  isNulled(): boolean {
    for (let place: Place | null = this; place !== null; place = place.parent) if (place.nulled) return true;
    return false;
  }

  /** Makes it null, or where it must not be the nearest that may; the root may. */
  nullNearest(): void {
    let place: Place = this;
    while (!place.nullable && place.parent !== null) place = place.parent;
    place.nulled = true;
    if (place.parent !== null) place.parent.into[place.key] = null;
  }

  /** For a list whose items ended in an error: what was started of them is of no use. The list's own place is told elsewhere. */
  abandon(): void {
    this.nulled = true;
  }
}

/** The path of a key in a place, as errors have it. */
export function pathOf(place: Place, key: string | number): (string | number)[] {
  const path = [key];
  for (let at = place; at.parent !== null; at = at.parent) path.push(at.key);
  return path.reverse();
}

/** The path of a field in a place, as resolvers are told it. */
export function responsePathOf(place: Place, field: CompiledField): ResponsePath {
  return { prev: responsePath(place), key: field.key, typename: field.parentType.name };
}

function responsePath({ parent, field, key }: Place): ResponsePath | undefined {
  if (parent === null) return undefined;
  const typename = typeof key === 'string' ? field?.parentType.name : undefined;
  return { prev: responsePath(parent), key, typename };
}
