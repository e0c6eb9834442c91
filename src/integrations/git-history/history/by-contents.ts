/** The id of what a file holds; null where there is none. */
type IdAt = (file: string) => Promise<string | null>;

/** Values that were made of files, known again where each of these files holds what it did, however many values there are. */
export class ByContents<Value> {
  readonly #known = new Map<string, { readonly files: readonly string[]; readonly values: Map<string, Value> }[]>();

  /** The value of a key that was made of the same contents. */
  async find(key: string, idAt: IdAt): Promise<Value | undefined> {
    for (const { files, values } of this.#known.get(key) ?? []) {
      const value = values.get(JSON.stringify(await Promise.all(files.map(idAt))));
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** @param contents the id of what each file holds that the value was made of */
  add(key: string, contents: ReadonlyMap<string, string | null>, value: Value): void {
    const files = [...contents.keys()];
    const lists = this.#known.get(key) ?? [];
    this.#known.set(key, lists);
    const list = lists.find((one) => one.files.join('\0') === files.join('\0')) ?? { files, values: new Map() };
    if (list.values.size === 0) lists.push(list);
    list.values.set(JSON.stringify([...contents.values()]), value);
  }
}
