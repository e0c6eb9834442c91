/** Whether a URL says anything elsewhere: a clone of a folder names that folder. */
export function isRemote(url: string): boolean {
  return /^(https?|ssh|git):\/\//i.test(url) || /^[\w.-]+@[\w.-]+:/.test(url);
}
