import { type Rights, sees } from '#platform/auth/rights.js';

/** What a manifest holds of a thing that its owner pins. */
interface Pinned {
  /** Null where it was hidden before. */
  readonly ref?: string | null;
  readonly digest?: string | null;
  readonly role?: string;
}

/** A manifest, as far as it names other things. */
type Naming = Readonly<Record<string, unknown>> & {
  readonly columnLineage?: readonly { readonly column: string; readonly from: readonly string[] }[];
};

/** Where manifests name other things: a list of them, or one. */
const LISTS = ['datasets', 'inputs', 'parents', 'derivedFrom'] as const;
const ONES = ['environment', 'run'] as const;

/**
 * A manifest as a caller sees it: of what is pinned and hidden the digest stays, and null stands for its ref. Its own
 * digest cannot be recomputed from it then. Where nothing pinned is hidden it is the manifest itself.
 */
export function seenManifest(manifest: object, rights: Rights): object {
  if (rights.hidden.length === 0) return manifest;
  const whole = manifest as Naming;
  const changed: Record<string, unknown> = {};
  for (const key of LISTS) {
    const pins = whole[key];
    if (Array.isArray(pins) && !pins.every((pin) => isSeen(pin, rights)))
      changed[key] = pins.map((pin) => (isSeen(pin, rights) ? pin : withoutName(pin)));
  }
  for (const key of ONES) {
    const pin = whole[key] as Pinned | null | undefined;
    if (pin != null && !isSeen(pin, rights)) changed[key] = withoutName(pin);
  }
  if (whole.columnLineage?.some(({ from }) => !from.every((ref) => sees(rights, ref)))) {
    changed['columnLineage'] = whole.columnLineage.map(({ column, from }) => ({
      column,
      from: from.filter((ref) => sees(rights, ref)),
    }));
  }
  return Object.keys(changed).length === 0 ? manifest : { ...whole, ...changed };
}

function isSeen({ ref }: Pinned, rights: Rights): boolean {
  return ref == null || sees(rights, ref);
}

function withoutName({ role, digest = null }: Pinned) {
  return role === undefined ? { ref: null, digest } : { role, ref: null, digest };
}
