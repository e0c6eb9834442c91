import { LastPoints } from '#integrations/importing/last-points.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import type { MemberOf } from '../format/members.js';
import { notABundle } from '../format/refusals.js';

/** The points of a run as they come, of which its manifest holds the last of each metric. */
export class RunPoints {
  readonly id: string;
  readonly #sealed: unknown;
  readonly #last = new LastPoints();

  constructor({ sealed }: MemberOf<'run'>) {
    this.id = sealed.key;
    this.#sealed = sealed.manifest['metrics'];
  }

  add(points: MemberOf<'points'>['points']): void {
    for (const { key, value, step, timestamp } of points)
      this.#last.add({ key, value: Number(value), step, timestamp: Date.parse(timestamp) });
  }

  /** @throws {PedigraphError} BAD_USER_INPUT where the last values are not those that were sealed */
  end(): void {
    const last = [...this.#last.points()]
      .map(({ key, value, step }) => ({ key, value: jsonNumber(value), step }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    if (canonicalJson(last) !== canonicalJson(this.#sealed ?? null))
      throw notABundle(`the last values of the run ${this.id} are others than its manifest has`);
  }
}
