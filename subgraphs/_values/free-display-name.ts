/**
 * The display name, or with `-2`, `-3` and so on behind it the first that nothing in the namespace has: for what is called
 * by its name, which another thing may have been renamed to. Asked under the lock of the namespace.
 * @param isTaken whether something in the namespace is called so
 */
export async function freeDisplayName(
  displayName: string,
  isTaken: (candidate: string) => Promise<boolean>,
): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? displayName : `${displayName}-${number}`;
    if (!(await isTaken(candidate))) return candidate;
  }
}
