import type { Answer } from './answer.js';

/** The representations that one fetch sends, each once, whichever alias and path it comes from. */
export class RepresentationSet {
  /** In the order in which the subgraph is sent them. */
  readonly representations: Answer[] = [];
  /** By type, key and value, where one key makes up the representation: it need not be serialized. */
  readonly #byKey = new Map<string, Map<string, Map<string, number>>>();
  readonly #byText = new Map<string, number>();

  /** The index of a representation, which is added where it is not there yet. */
  positionOf(representation: Answer): number {
    const key = onlyKeyOf(representation);
    const value = key === null ? undefined : representation[key];
    return typeof value === 'string'
      ? this.#position(this.#ofKey(String(representation.__typename), key as string), value, representation)
      : this.#position(this.#byText, JSON.stringify(representation), representation);
  }

  #position(known: Map<string, number>, identity: string, representation: Answer): number {
    let position = known.get(identity);
    if (position === undefined) {
      position = this.representations.push(representation) - 1;
      known.set(identity, position);
    }
    return position;
  }

  #ofKey(typename: string, key: string): Map<string, number> {
    return madeIn(madeIn(this.#byKey, typename), key);
  }
}

/** The map under a key; a new one where there was none. */
function madeIn<Key, Value>(maps: Map<string, Map<Key, Value>>, name: string): Map<Key, Value> {
  const known = maps.get(name);
  if (known !== undefined) return known;
  const made = new Map<Key, Value>();
  maps.set(name, made);
  return made;
}

/** The one field beside the type; null where there are more. */
function onlyKeyOf(representation: Answer): string | null {
  let only: string | null = null;
  for (const key in representation) {
    if (key === '__typename') continue;
    if (only !== null) return null;
    only = key;
  }
  return only;
}
