import { attempt } from '#integrations/importing/attempt.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { MOST } from '#integrations/importing/fit-text.js';
import { write } from '#integrations/importing/write.js';
import type { LoggedArtifact, WandbRun } from '../source/wandb-run.js';
import type { AliasMoves } from './alias-moves.js';
import { DIGEST_ALGORITHM, factsOf, filesOf } from './artifact-content.js';
import type { FileInput } from './files-of-run.js';
import type { WandbImportContext } from './import-context.js';
import { nameIn } from './project-names.js';
import { codeOf, externalIdOf, momentOf } from './run-content.js';

const FIND = `query ($experiment: String!, $externalId: String!) {
  found: loggedModelByExternalId(experiment: $experiment, externalId: $externalId) { id status }
}`;
const CREATE = 'mutation ($input: CreateLoggedModelInput!) { createLoggedModel(input: $input) { loggedModel { id } } }';
const FINISH = 'mutation ($input: FinishLoggedModelInput!) { finishLoggedModel(input: $input) { loggedModel { id } } }';
const CREATE_MODEL = 'mutation ($input: CreateModelInput!) { createModel(input: $input) { created model { name } } }';
const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { created modelVersion { version } }
}`;

/** The run that logged a model, as it is here. */
export interface RunOfModel {
  readonly id: string;
  readonly experiment: string;
  readonly environment: string | null;
  readonly inputs: readonly { readonly role: string; readonly ref: string }[];
}

/** What W&B gives to every artifact, and so says nothing of one. */
const EVERY_ONES: ReadonlySet<string> = new Set(['latest']);

/** Takes over the models of runs: each is a logged model of its run and, by the rule, a version of a registered model. */
export class ArtifactModels {
  readonly #context: WandbImportContext;
  readonly #moves: AliasMoves;
  readonly #models = new Set<string>();
  readonly #versions = new Set<string>();

  constructor(context: WandbImportContext, moves: AliasMoves) {
    this.#context = context;
    this.#moves = moves;
  }

  /** The id of the logged model; null where the server refuses it, which is reported. */
  async import(artifact: LoggedArtifact, run: WandbRun, here: RunOfModel): Promise<string | null> {
    const path = `${run.place}/artifacts/${artifact.name}`;
    const files = filesOf(artifact, run, this.#context);
    const id = await attempt(this.#context, { kind: 'loggedModel', path }, () =>
      this.#loggedModel(artifact, { run, here, files, path }),
    );
    const isVersion = this.#isVersion(artifact, path);
    if (id !== null && isVersion)
      await attempt(this.#context, { kind: 'modelVersion', path }, () =>
        this.#version(artifact, { run, here, files, path, loggedModel: id }),
      );
    return id;
  }

  #isVersion({ aliases }: LoggedArtifact, path: string): boolean {
    const { versions, tally } = this.#context;
    if (versions !== 'aliased') return versions === 'all';
    const isAliased = aliases.some((alias) => !EVERY_ONES.has(alias));
    if (!isAliased) tally.remark(path, 'is a logged model alone: nobody gave it an alias of its own (--versions all)');
    return isAliased;
  }

  async #loggedModel(artifact: LoggedArtifact, of: Found): Promise<string> {
    const { tally } = this.#context;
    const { run, here, files, path } = of;
    const externalId = `${externalIdOf(run)}:${artifact.name.slice(0, 200)}:${artifact.digest.slice(0, 100)}`;
    const { found } = await this.#context.client.query<{ found: { id: string; status: string } | null }>(FIND, {
      experiment: here.experiment,
      externalId,
    });
    if (found?.status === 'READY') {
      tally.count('loggedModels', 'alreadyThere');
      return found.id;
    }
    const input = {
      ...{ externalId, experiment: here.experiment, run: here.id },
      name: artifact.name.slice(0, MOST.name),
      tags: this.#tagsOf(artifact, path),
      createdElsewhereAt: momentOf(run, run.lastAt, 'end', this.#context),
    };
    const { createLoggedModel: made } = await write<{ createLoggedModel: { loggedModel: { id: string } } }>(
      this.#context,
      CREATE,
      { input },
    );
    const { id } = made.loggedModel;
    await write(this.#context, FINISH, { input: { loggedModel: id, status: 'READY', artifacts: files } });
    tally.count('loggedModels', found === null ? 'imported' : 'alreadyThere');
    return id;
  }

  async #version(artifact: LoggedArtifact, of: Found & { readonly loggedModel: string }): Promise<void> {
    const { tally, namespace } = this.#context;
    const { run, here, files, path, loggedModel } = of;
    const model = nameIn(run.project, namespace, artifact.name);
    await this.#ensureModel(model);
    const input = {
      ...{ model, loggedModel, run: here.id, environment: here.environment, datasets: here.inputs, artifacts: files },
      code: codeOf(run),
      config: {
        wandb: { artifact: artifact.name, digest: { algorithm: DIGEST_ALGORITHM, value: artifact.digest } },
        ...factsOf(artifact, path, this.#context),
      },
      tags: this.#tagsOf(artifact, path),
      description: artifact.description?.slice(0, MOST.description) ?? null,
      createdElsewhereAt: momentOf(run, run.lastAt, 'end', this.#context),
    };
    const { registerModelVersion: done } = await write<{
      registerModelVersion: { readonly created: boolean; readonly modelVersion: { readonly version: string } };
    }>(this.#context, REGISTER, { input });
    const { version } = done.modelVersion;
    if (!this.#versions.has(`${model}@${version}`))
      tally.count('modelVersions', done.created ? 'imported' : 'alreadyThere');
    this.#versions.add(`${model}@${version}`);
    for (const alias of artifact.aliases)
      if (!EVERY_ONES.has(alias)) this.#moves.add({ model, alias, version, run, path });
  }

  async #ensureModel(name: string): Promise<void> {
    if (this.#models.has(name)) return;
    this.#models.add(name);
    const { createModel } = await write<{ createModel: { readonly created: boolean } }>(this.#context, CREATE_MODEL, {
      input: { name },
    });
    this.#context.tally.count('models', createModel.created ? 'imported' : 'alreadyThere');
  }

  #tagsOf({ aliases, digest }: LoggedArtifact, path: string): Record<string, string> {
    const own = aliases
      .filter((alias) => !EVERY_ONES.has(alias))
      .map((alias) => [`wandb.alias.${alias}`, 'true'] as const);
    return fitTags([['wandb.digest', digest], ...own], path, this.#context.tally.problem);
  }
}

interface Found {
  readonly run: WandbRun;
  readonly here: RunOfModel;
  readonly files: readonly FileInput[];
  readonly path: string;
}
