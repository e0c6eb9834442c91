/**
 * A repository in one spelling, by which the same one is found however it is written: `git@github.com:acme/fraud.git`,
 * `ssh://git@github.com/acme/fraud` and `https://github.com/acme/fraud/` are `github.com/acme/fraud`.
 */
export function repositoryKey(url: string): string {
  const [, host, rest] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/:]+)(?::\d+(?=\/))?[:/](.+)$/i.exec(url) ?? [];
  if (host === undefined || rest === undefined) return url;
  const path = rest.replace(/[?#].*$/, '');
  return `${host.toLowerCase()}/${trimmed(trimmed(path).replace(/\.git$/, ''))}`;
}

/** Without slashes around it. */
function trimmed(path: string): string {
  let [begin, end] = [0, path.length];
  while (path[begin] === '/') begin++;
  while (end > begin && path[end - 1] === '/') end--;
  return path.slice(begin, end);
}
