import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { parseLarge } from '#platform/database/rows/row-shape.js';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { DisplayName } from '#values/display-name.type.js';
import { INITIAL_RUN_STATUS, RunStatus } from '#values/run-status.js';
import { seenManifest } from '#values/seen-manifest.js';
import { stubOf } from '#values/stub-of.js';
import { archivedSince } from '../archival/archival.entity.js';
import { displayNamesOf } from '../name-change/display-names.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import { currentTags } from '../tag-change/current-tags.js';
import type { RunContext } from './run.context.js';
import { Run } from './run.entity.js';

/** What a run is made of, and what became of it. */
@Resolver(() => Run)
export class RunStateResolver {
  @FieldResolver(() => String, { description: 'A name for people, as it is now; not unique.' })
  async name(@Root() run: Run, @Ctx() { loaders }: RunContext): Promise<string> {
    return (await loaders.nameBySubject.load(run.id))?.name ?? run.name;
  }

  @FieldResolver(() => [DisplayName], { description: 'What it is called and was called, newest first.' })
  async names(@Root() run: Run, @Ctx() { loaders }: RunContext): Promise<readonly DisplayName[]> {
    return displayNamesOf(run, await loaders.namesBySubject.load(run.id));
  }

  @FieldResolver(() => JsonObject, {
    description: 'Its tags, by key: those given at the start, and what `setRunTags` changed since.',
  })
  async tags(
    @Root() run: Run,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: RunContext,
  ): Promise<Record<string, string>> {
    return currentTags(run.tags, await loaders.tagChangesAsOf(asOf).load(run.id));
  }

  @FieldResolver(() => RunStatus, { description: 'Where it stands.' })
  async status(@Root() run: Run, @Ctx() { loaders }: RunContext): Promise<RunStatus> {
    return (await loaders.endByRun.load(run.id))?.status ?? INITIAL_RUN_STATUS;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  async endedAt(@Root() run: Run, @Ctx() { loaders }: RunContext): Promise<Date | null> {
    return (await loaders.endByRun.load(run.id))?.endedAt ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: '`sha256:…` over the RFC 8785 canonical JSON of `manifest`; null while it runs.',
  })
  async digest(@Root() run: Run, @Ctx() { loaders }: RunContext): Promise<string | null> {
    return (await loaders.endByRun.load(run.id))?.digest ?? null;
  }

  @FieldResolver(() => JsonObject, { nullable: true, description: 'What is sealed; null while it runs.' })
  async manifest(@Root() run: Run, @Ctx() { loaders, caller }: RunContext): Promise<object | null> {
    const end = await loaders.wholeEndByRun.load(run.id);
    if (end === null) return null;
    await parseLarge(end, 'manifest');
    return seenManifest(end.manifest, caller.rights);
  }

  @FieldResolver(() => JsonObject, { description: 'Its parameters: names to values.' })
  async parameters(
    @Root() run: Run,
    @Arg('includeAfterEnd', () => Boolean, {
      defaultValue: false,
      description: 'Also those that came after the end of the run.',
    })
    includeAfterEnd: boolean,
    @Ctx() { loaders }: RunContext,
  ): Promise<Readonly<Record<string, unknown>>> {
    const parameters = await loaders.parametersByRun.load(run.id);
    if (!includeAfterEnd) return parameters;
    const after = Object.entries(await loaders.parametersAfterEndByRun.load(run.id));
    // Not by assignment: a parameter may be called `__proto__`.
    return after.length === 0 ? parameters : Object.fromEntries([...Object.entries(parameters), ...after]);
  }

  @FieldResolver(() => EnvironmentVersionStub, { nullable: true, description: 'The environment it ran in.' })
  environment(@Root() run: Run): EnvironmentVersionStub | null {
    return run.environmentPin && stubOf(run.environmentPin);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was archived; null where it is not.' })
  async archivedAt(@Root() run: Run, @Ctx() { loaders }: RunContext): Promise<Date | null> {
    return archivedSince(await loaders.archivalBySubject.load(run.id));
  }
}
