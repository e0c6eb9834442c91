interface Place {
  readonly scheme: string;
  readonly host: string;
  readonly parts: readonly string[];
}

/**
 * The path of a URI below another one, such as a model's below the artifacts of its run: '' where they are the same,
 * undefined where it lies elsewhere. Whatever is escaped once or several times counts as what it stands for.
 */
export function pathBelow(uri: string, root: string): string | undefined {
  const [inner, outer] = [placeOf(uri), placeOf(root)];
  if (inner.scheme !== outer.scheme || inner.host !== outer.host || outer.parts.length === 0) return undefined;
  if (!outer.parts.every((part, index) => inner.parts[index] === part)) return undefined;
  return inner.parts.slice(outer.parts.length).join('/');
}

/** Whether a URI leads out of where it says it lies: with `..`, a NUL, or an escape of one. */
export function isRelative(uri: string): boolean {
  const path = unescaped(uri);
  return path.includes('\0') || path.split(/[/\\]/).some((part) => part === '..');
}

/** The scheme of a URI; '' of a path, and of one with a Windows drive. */
export function schemeOf(uri: string): string {
  return /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase() ?? '';
}

function placeOf(uri: string): Place {
  const scheme = schemeOf(uri);
  const [, host = '', path = ''] =
    /^(?:\/\/([^/]*))?(.*)$/s.exec(scheme === '' ? uri : uri.slice(scheme.length + 1)) ?? [];
  return {
    scheme,
    host: host.toLowerCase(),
    parts: path
      .split('/')
      .filter((part) => part !== '')
      .map(unescaped),
  };
}

function unescaped(text: string): string {
  for (let from = text; ; ) {
    let next = from;
    try {
      next = decodeURIComponent(from);
    } catch {
      return from;
    }
    if (next === from) return from;
    from = next;
  }
}
