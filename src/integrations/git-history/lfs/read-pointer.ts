/** What a pointer of Git LFS stands for. */
export interface LfsPointer {
  /** `sha256:…` of the object. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/** More is no pointer, by the specification. */
export const MOST_POINTER_BYTES = 1_023;

/** Reads a pointer; null where the file is none. Source: git-lfs/docs/spec.md. */
export function readLfsPointer(content: Buffer): LfsPointer | null {
  if (content.length > MOST_POINTER_BYTES) return null;
  const text = content.toString('utf8');
  if (!/^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com)\/spec\/v1\n/.test(text)) return null;
  const digest = /^oid (sha256:[0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return digest === undefined || size === undefined ? null : { digest, sizeBytes: Number(size) };
}
