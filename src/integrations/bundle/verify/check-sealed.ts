import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import type { BundledEvent, Contents, Fields, SealedMember } from '../format/members.js';
import { pinsOf } from '../format/pins-of.js';
import { notABundle } from '../format/refusals.js';

/** A thing of a bundle that is sealed under a digest. */
export interface BundledThing {
  readonly kind: SealedMember['kind'];
  /** Its ref; of a run and of a logged model its id. */
  readonly key: string;
  /** The name whose namespace it is in: that of its dataset, environment, experiment or registered model. */
  readonly name: string;
  readonly digest: string;
  readonly partial: boolean;
}

/** Which field of the input names it, and what its manifest calls it. */
const KINDS = {
  'dataset-version': ['dataset', 'DatasetVersion'],
  'environment-version': ['environment', 'EnvironmentVersion'],
  run: ['experiment', 'Run'],
  'logged-model': ['experiment', 'LoggedModel'],
  'model-version': ['model', 'ModelVersion'],
} as const satisfies Readonly<Record<SealedMember['kind'], readonly [field: string, manifestKind: string]>>;

/** The sealed things of a bundle, in their order. */
export class SealedThings {
  readonly #byKey = new Map<string, BundledThing>();
  /** The digests that events have recorded. */
  readonly #recorded = new Set<unknown>();

  /** @throws {PedigraphError} BAD_USER_INPUT where it is not what its digest says, or rests on what is not before it */
  add({ kind, sealed, input }: SealedMember, place: string): void {
    const { key, digest, manifest, partial } = sealed;
    const [nameField, manifestKind] = KINDS[kind];
    const name = input[nameField];
    const isNumbered = kind === 'run' || kind === 'logged-model';
    const named = isNumbered ? input['id'] : `${name}@${input['version']}`;
    if (typeof name !== 'string' || named !== key || (isNumbered && manifest['id'] !== key))
      throw notABundle(`${place} is not the ${manifestKind} ${key.slice(0, 200)} that it says`);
    if (manifest['kind'] !== manifestKind) throw notABundle(`${place} has the manifest of another kind of thing`);
    if (!partial && sha256(canonicalJson(manifest)) !== digest)
      throw notABundle(`the manifest of ${key.slice(0, 200)} has not the digest ${digest}`);
    if (this.#byKey.has(key)) throw notABundle(`${key.slice(0, 200)} is in it twice`);
    if (!partial) this.#refuseUnknownPins(key, manifest);
    this.#byKey.set(key, { kind, key, name, digest, partial });
  }

  note({ payload }: BundledEvent): void {
    if (typeof payload === 'object' && payload !== null && 'digest' in payload) this.#recorded.add(payload.digest);
  }

  /** @throws {PedigraphError} BAD_USER_INPUT where something that has to be there is not */
  end(roots: Contents['roots'], mayBePartial: boolean): void {
    for (const { ref, digest } of roots) {
      if (this.#byKey.get(ref)?.digest !== digest) throw notABundle(`${ref.slice(0, 200)} is not in it`);
    }
    for (const { key, digest, partial } of this.#byKey.values()) {
      if (partial && !mayBePartial) throw notABundle(`${key.slice(0, 200)} is not whole, and nothing is said of it`);
      if (!partial && !this.#recorded.has(digest))
        throw notABundle(`it lacks the event that sealed ${key.slice(0, 200)}`);
    }
  }

  all(): readonly BundledThing[] {
    return [...this.#byKey.values()];
  }

  #refuseUnknownPins(key: string, manifest: Fields): void {
    for (const pin of pinsOf(manifest)) {
      if (pin.key === null || this.#byKey.get(pin.key)?.digest !== pin.digest)
        throw notABundle(
          `${key.slice(0, 200)} rests on ${String(pin.key).slice(0, 200)}, which does not stand before it`,
        );
    }
  }
}
