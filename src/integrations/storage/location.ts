import { type ImageReference, imageText, parseImageReference } from '#integrations/oci/image-reference.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';

/** Where something lies, without user and password. What a text of its kind need not say is null. */
export type Location =
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string; readonly versionId: string | null }
  | { readonly kind: 'gcs'; readonly bucket: string; readonly object: string; readonly generation: string | null }
  | { readonly kind: 'azure'; readonly account: string | null; readonly container: string; readonly blob: string }
  | { readonly kind: 'hdfs'; readonly authority: string; readonly path: string }
  /** A path of this machine, or of another by a share: then `host` is its name. */
  | { readonly kind: 'file'; readonly host: string | null; readonly path: string }
  | { readonly kind: 'dvc'; readonly remote: string; readonly path: string }
  | {
      readonly kind: 'huggingFace';
      readonly type: 'models' | 'datasets' | 'spaces';
      readonly repository: string;
      readonly revision: string | null;
      readonly path: string;
    }
  | { readonly kind: 'mlflowModel'; readonly name: string; readonly selector: string | null }
  | { readonly kind: 'http'; readonly url: string }
  /** A manifest or a layer of a registry; a `reference` with a digest, or with a tag. */
  | { readonly kind: 'oci'; readonly reference: ImageReference }
  | { readonly kind: 'git'; readonly repository: string; readonly commit: string; readonly path: string };

type Parse = (rest: string, text: string) => Location | null;

const SCHEMES: Readonly<Record<string, Parse>> = {
  s3: s3Location,
  s3a: s3Location,
  s3n: s3Location,
  gs: gcsLocation,
  az: (rest) => azureLocation(null, rest),
  abfs: hadoopAzureLocation,
  abfss: hadoopAzureLocation,
  wasb: hadoopAzureLocation,
  wasbs: hadoopAzureLocation,
  hdfs(rest) {
    const [authority, path] = cut(rest, '/');
    return path === '' ? null : { kind: 'hdfs', authority: authority.toLowerCase(), path: `/${path}` };
  },
  file: fileLocation,
  dvc(rest) {
    const [remote, path] = cut(rest, '/');
    return remote === '' || path === '' ? null : { kind: 'dvc', remote, path };
  },
  hf: huggingFaceLocation,
  oci: ociLocation,
  docker: ociLocation,
  http: httpLocation,
  https: httpLocation,
};

/**
 * What a text says of where something lies; null where it is of no form that is known here. Two texts of one place come to
 * equal locations.
 */
export function parseLocation(text: string): Location | null {
  if (/[\0\r\n]/.test(text)) return null;
  const models = /^models:\/+([^/@]+)(?:[/@]([^/]+))?$/.exec(text);
  if (models !== null) return { kind: 'mlflowModel', name: models[1]!, selector: models[2] ?? null };
  if (text.startsWith('git+')) return gitLocation(text.slice('git+'.length));
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(text) ?? [];
  if (scheme === undefined) return pathLocation(text);
  const parse = Object.hasOwn(SCHEMES, scheme.toLowerCase()) ? SCHEMES[scheme.toLowerCase()] : undefined;
  return parse?.(rest!, text) ?? null;
}

/** The one text of a location: two locations are equal where their texts are. */
export function locationText(location: Location): string {
  switch (location.kind) {
    case 's3': {
      const { bucket, key, versionId } = location;
      return `s3://${bucket}/${key}${versionId === null ? '' : `?versionId=${encodeURIComponent(versionId)}`}`;
    }
    case 'gcs':
      return `gs://${location.bucket}/${location.object}${location.generation === null ? '' : `#${location.generation}`}`;
    case 'azure': {
      const { account, container, blob } = location;
      return account === null
        ? `az://${container}/${blob}`
        : `abfss://${container}@${account}.dfs.core.windows.net/${blob}`;
    }
    case 'hdfs':
      return `hdfs://${location.authority}${location.path}`;
    case 'file':
      return `file://${location.host ?? ''}${location.path.split('/').map(encodeURIComponent).join('/')}`;
    case 'dvc':
      return `dvc://${location.remote}/${location.path}`;
    case 'huggingFace': {
      const { type, repository, revision, path } = location;
      const at = revision === null ? '' : `@${encodeURIComponent(revision)}`;
      return `hf://${type === 'models' ? '' : `${type}/`}${repository}${at}${path === '' ? '' : `/${path}`}`;
    }
    case 'mlflowModel':
      return `models:/${location.name}${location.selector === null ? '' : `/${location.selector}`}`;
    case 'http':
      return location.url;
    case 'oci':
      return `oci://${imageText(location.reference)}`;
    case 'git':
      return `git+${location.repository}@${location.commit}#${location.path}`;
  }
}

function s3Location(rest: string): Location | null {
  const [, before, versionId] = /^(.*)\?versionId=([^&?]+)$/.exec(rest) ?? [];
  const [bucket, key] = cut(before ?? rest, '/');
  if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(bucket) || key === '') return null;
  return { kind: 's3', bucket, key, versionId: versionId === undefined ? null : decoded(versionId) };
}

function gcsLocation(rest: string): Location | null {
  const [, before, generation] = /^(.*)#(\d+)$/.exec(rest) ?? [];
  const [bucket, object] = cut(before ?? rest, '/');
  // No bucket and no object has one of these names; in a URL they would be the folder and the one above.
  if ([bucket, object].some((name) => ['', '.', '..'].includes(name))) return null;
  return { kind: 'gcs', bucket, object, generation: generation ?? null };
}

function azureLocation(account: string | null, rest: string): Location | null {
  const [container, blob] = cut(rest, '/');
  return container === '' || blob === '' ? null : { kind: 'azure', account, container, blob };
}

/** `container@account.dfs.core.windows.net/blob`, as Hadoop has it. */
function hadoopAzureLocation(rest: string): Location | null {
  const [, container, account, blob] =
    /^([^@/]+)@([a-z0-9]+)\.(?:dfs|blob)\.core\.windows\.net\/(.+)$/i.exec(rest) ?? [];
  return blob === undefined ? null : { kind: 'azure', account: account!.toLowerCase(), container: container!, blob };
}

function fileLocation(rest: string): Location | null {
  const [host, path] = cut(rest, '/');
  const isHere = host === '' || host.toLowerCase() === 'localhost';
  return fileAt(isHere ? null : host.toLowerCase(), decoded(path));
}

/** A path of POSIX or of Windows, or a share: `\\server\share\a.csv`. A relative one is of no place. */
function pathLocation(text: string): Location | null {
  const share = /^(?:\\\\|\/\/)([^\\/]+)[\\/](.+)$/.exec(text);
  if (share !== null) return fileAt(share[1]!.toLowerCase(), share[2]!.replaceAll('\\', '/'));
  if (text.startsWith('/')) return fileAt(null, text);
  if (/^[a-z]:[\\/]/i.test(text))
    return fileAt(null, `${text[0]!.toUpperCase()}${text.slice(1).replaceAll('\\', '/')}`);
  return null;
}

/** Without `.`, `..` and doubled slashes; the root itself is no file. */
function fileAt(host: string | null, path: string): Location | null {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.length === 0 ? null : { kind: 'file', host, path: `/${segments.join('/')}` };
}

function huggingFaceLocation(rest: string): Location | null {
  const typed = /^(models|datasets|spaces)\/(.*)$/.exec(rest);
  const type = (typed?.[1] ?? 'models') as 'models' | 'datasets' | 'spaces';
  const [, repository, revision, path] = /^([^/@]+\/[^/@]+)(?:@([^/]+))?(?:\/(.*))?$/.exec(typed?.[2] ?? rest) ?? [];
  if (repository === undefined) return null;
  const at = revision === undefined ? null : decoded(revision);
  return { kind: 'huggingFace', type, repository, revision: at, path: path ?? '' };
}

function httpLocation(_rest: string, text: string): Location | null {
  const plain = withoutCredentials(text);
  if (!URL.canParse(plain)) return null;
  const url = new URL(plain);
  url.hash = '';
  return { kind: 'http', url: url.href };
}

function ociLocation(rest: string): Location | null {
  const reference = parseImageReference(rest);
  return reference === null ? null : { kind: 'oci', reference };
}

function gitLocation(text: string): Location | null {
  const [, repository, commit, path] = /^([a-z][a-z0-9+.-]*:\/\/.*)@([0-9a-f]{40,64})(?:#(.*))?$/i.exec(text) ?? [];
  if (repository === undefined) return null;
  return { kind: 'git', repository: withoutCredentials(repository), commit: commit!.toLowerCase(), path: path ?? '' };
}

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}

/** A text that is not encoded as it should be is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
