/**
 * A version that an address names by what may move, such as an alias. It begins where a name does, so that a long one
 * without an alias is not looked through from each of its characters on.
 */
export const MOVABLE: RegExp = /(?<![\w.\-/])[\w.\-/]+@(?!\d+\.\d+\.\d+|sha256:)[\w.-]+/g;

/** Whether an address names something that may move. */
export function isMovable(address: string): boolean {
  return decoded(address).search(MOVABLE) >= 0;
}

/** An address as people read it; one that is written wrongly as it is. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
