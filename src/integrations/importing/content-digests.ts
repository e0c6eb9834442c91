import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform/digest/canonical-json.js';

/** A file of a version. */
interface DigestedFile {
  readonly digest?: string | null | undefined;
  readonly sizeBytes?: number | null | undefined;
}

/**
 * By which digests files are found in another source: a single file is the whole content; of more, the largest one is a
 * part by which a model is known, for those beside it (a conda.yaml, a tokenizer) are the same in many models.
 */
export function contentDigests(files: readonly DigestedFile[]): { digests: string[]; partDigests: string[] } {
  const [largest] = [...files].sort((a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0));
  const digest = largest?.digest == null ? [] : [largest.digest];
  return { digests: files.length === 1 ? digest : [], partDigests: digest };
}

/** A digest of the last values of a run's metrics; none of a run that measured nothing. */
export function metricsDigest(metrics: Iterable<readonly [key: string, value: number | string]>): string[] {
  const values = new Map([...metrics].map(([key, value]) => [key, String(value)]));
  if (values.size === 0) return [];
  const text = canonicalJson(Object.fromEntries(values));
  return [`metrics-sha256:${createHash('sha256').update(text).digest('hex')}`];
}
