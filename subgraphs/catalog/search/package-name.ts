/** The name of a package as all of its spellings have it: `Scikit_Learn` is `scikit-learn`. */
export function packageName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
