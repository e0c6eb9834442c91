import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { write } from '#integrations/importing/write.js';
import type { Fields, MemberOf } from '../format/members.js';
import type { Destination } from './destination.js';
import { refuseOtherDigest } from './refuse-other-digest.js';
import type { Tally } from './tally.js';

/** The points and the inputs that one call takes. */
const MOST_AT_ONCE = 1_000;

/** A run on its way: started under its own id, given its points as they are read, and sealed. */
export class RunImport {
  private constructor(
    private readonly run: MemberOf<'run'>,
    private readonly isThere: boolean,
    readonly client: GraphqlClient,
    private readonly tally: Tally,
  ) {}

  /**
   * Starts a run, or goes on with one that an import began.
   * @throws {PedigraphError} CONFLICT where the server comes to another digest, and nothing of it was written
   */
  static async begin(
    run: MemberOf<'run'>,
    there: Destination,
    client: GraphqlClient,
    tally: Tally,
  ): Promise<RunImport> {
    const { kind, sealed, input, added } = run;
    const isThere = there.sealed.has(sealed.key);
    tally(kind, !isThere);
    const begun = new RunImport(run, isThere, client, tally);
    if (isThere) return begun;
    if (!there.open.has(sealed.key)) {
      await begun.#refuseOther();
      await write({ client }, START, { input });
    }
    await begun.#addInputs(added.inputs, false);
    return begun;
  }

  async log(points: MemberOf<'points'>['points']): Promise<void> {
    this.tally('points', !this.isThere, points.length);
    if (this.isThere) return;
    for await (const metrics of inGroups(points, MOST_AT_ONCE))
      await write(this, LOG, { input: { run: this.run.sealed.key, metrics } });
  }

  async end(): Promise<void> {
    const { sealed, end, added } = this.run;
    if (this.isThere) return;
    const input = { ...end, run: sealed.key };
    const { finishRun } = await write<{ finishRun: { run: { digest: string } } }>(this, FINISH, { input });
    refuseOtherDigest(sealed, finishRun.run.digest);
    await this.#addInputs(added.afterEnd, true);
  }

  /** Of the points a manifest has the last of each metric: with those, registering comes to the same digest. */
  async #refuseOther(): Promise<void> {
    const { input, end, added, sealed } = this.run;
    const inputs = [...((input['inputs'] ?? []) as readonly Fields[]), ...added.inputs.map(asUse)];
    const whole = { ...input, ...end, inputs, metrics: sealed.manifest['metrics'] };
    const { would } = await this.client.query<{ would: { digest: string | null } }>(PREVIEW, { input: whole });
    refuseOtherDigest(sealed, would.digest);
  }

  async #addInputs(inputs: readonly Fields[], afterEnd: boolean): Promise<void> {
    for await (const group of inGroups(inputs, MOST_AT_ONCE))
      await write(this, ADD_INPUTS, { input: { run: this.run.sealed.key, inputs: group, afterEnd } });
  }
}

function asUse({ role, ref, columns }: Fields): Fields {
  return { role, ref, columns };
}

const PREVIEW = 'query ($input: RegisterRunInput!) { would: previewRun(input: $input) { digest } }';
const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { created } }';
const LOG = 'mutation ($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }';
const FINISH = 'mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { digest } } }';
const ADD_INPUTS = 'mutation ($input: AddRunInputsInput!) { addRunInputs(input: $input) { __typename } }';
