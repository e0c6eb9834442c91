/** The type of a ledger event in words: `AliasSet` is `alias set`. */
export function eventWord(typeName: string): string {
  return typeName.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
