/**
 * The segments of the path in a URI or a path of any system, in each way it may be meant: as it stands, and with its
 * escapes (`%20`) undone. `C:\Users\ann\mlruns\1`, `file:///srv/mlruns/1` and `mlflow-artifacts:/1` all end in `1`.
 */
export function spellingsOf(uri: string): string[][] {
  const spellings = [uri, unescaped(uri)].map((text) =>
    withoutScheme(text)
      .split(/[/\\]+/)
      .filter((segment) => segment !== '' && segment !== '.'),
  );
  const [raw = [], decoded = []] = spellings;
  return raw.join('/') === decoded.join('/') ? [raw] : [raw, decoded];
}

/** The scheme of a URI, such as `s3`; null for a path, that of Windows too. */
export function schemeOf(uri: string): string | null {
  return /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase() ?? null;
}

/**
 * The URI of a file below a place that MLflow names. Where the place is a URI, the path is escaped: `#`, `?` and `%` would
 * mean something else. A path of a disk stays as it is.
 */
export function uriBelow(place: string, inside: string): string {
  const base = place.replace(/(?<![/\\])[/\\]+$/, '');
  if (schemeOf(base) !== null) return `${base}/${inside.split('/').map(encodeURIComponent).join('/')}`;
  return base.includes('\\') && !base.includes('/') ? `${base}\\${inside.replaceAll('/', '\\')}` : `${base}/${inside}`;
}

function withoutScheme(uri: string): string {
  return schemeOf(uri) === null ? uri : uri.slice(uri.indexOf(':') + 1);
}

/** The text with its escapes (`%20`) undone; as it stands where they are none. */
export function unescaped(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
