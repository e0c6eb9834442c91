import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { Message } from '../log/message.js';
import { itemsOf, keysOf, momentIn, type OnUnreadableItem } from '../log/record-values.js';
import { artifactOf } from './artifact-record.js';
import { ValueTree } from './value-tree.js';
import type { LoggedArtifact, RunCode, RunHost, UsedArtifact } from './wandb-run.js';

const CONFIG = { update: 1, remove: 2 } as const;
const RUN = {
  ...{ config: 4, summary: 5, group: 6, jobType: 7, name: 8, notes: 9, tags: 10, sweep: 12, startTime: 17, git: 21 },
} as const;
const GIT = { remote: 1, commit: 2 } as const;
const EXIT = { code: 1 } as const;
const USE = { id: 1, type: 2, name: 3 } as const;
const ENVIRONMENT = {
  ...{ os: 1, python: 2, startedAt: 3, docker: 4, codePath: 7, git: 9, cpuCount: 16, gpu: 18, gpuCount: 19 },
} as const;

/** Receives a value that is no JSON, and why, as half a sentence. */
export type OnUnreadableValue = (part: 'config' | 'summary', key: string, reason: string) => void;

/** What is gathered of a run from its records and files, the later over the earlier. */
export class RunFacts {
  /** Whether a record said what the run is. */
  isBegun = false;
  name: string | null = null;
  notes: string | null = null;
  tags: readonly string[] = [];
  group: string | null = null;
  jobType: string | null = null;
  sweep: string | null = null;
  startedAt: number | null = null;
  lastAt: number | null = null;
  exitCode: number | null = null;
  readonly config = new ValueTree();
  readonly summary = new ValueTree();
  host: RunHost = { os: null, python: null, image: null, gpu: null, gpuCount: 0, cpuCount: 0 };
  readonly logged = new Map<string, LoggedArtifact>();
  readonly used = new Map<string, UsedArtifact>();
  readonly #onUnreadable: OnUnreadableValue;
  #commit: Pick<RunCode, 'commit' | 'repository'> | null = null;
  #path: string | null = null;
  #dirty = false;

  constructor(onUnreadable: OnUnreadableValue) {
    this.#onUnreadable = onUnreadable;
  }

  /** A moment at which the run was alive. */
  seenAt(moment: number | null): void {
    if (moment !== null && Number.isFinite(moment)) this.lastAt = Math.max(this.lastAt ?? moment, moment);
  }

  /** A run that goes on has no end before the next record of one. */
  takeRun(run: Message): void {
    const given = (field: number, known: string | null) => run.text(field) || known;
    this.isBegun = true;
    this.exitCode = null;
    this.name = given(RUN.name, this.name);
    this.notes = given(RUN.notes, this.notes);
    this.group = given(RUN.group, this.group);
    this.jobType = given(RUN.jobType, this.jobType);
    this.sweep = given(RUN.sweep, this.sweep);
    const tags = run.texts(RUN.tags);
    if (tags.length > 0) this.tags = tags;
    const startedAt = momentIn(run, RUN.startTime);
    this.startedAt ??= startedAt;
    this.seenAt(startedAt);
    const [config, summary] = [run.message(RUN.config), run.message(RUN.summary)];
    if (config !== null) this.takeConfig(config);
    if (summary !== null) this.takeSummary(summary);
    this.#takeGit(run.message(RUN.git));
  }

  takeConfig(config: Message): void {
    takeItems(config, this.config, (key, reason) => this.#onUnreadable('config', key, reason));
  }

  takeSummary(summary: Message): void {
    takeItems(summary, this.summary, (key, reason) => this.#onUnreadable('summary', key, reason));
  }

  takeExit(exit: Message): void {
    this.exitCode = exit.integer(EXIT.code);
  }

  takeEnvironment(environment: Message): void {
    const { host } = this;
    this.host = {
      os: environment.text(ENVIRONMENT.os) || host.os,
      python: environment.text(ENVIRONMENT.python) || host.python,
      image: environment.text(ENVIRONMENT.docker) || host.image,
      gpu: environment.text(ENVIRONMENT.gpu) || host.gpu,
      gpuCount: environment.integer(ENVIRONMENT.gpuCount) || host.gpuCount,
      cpuCount: environment.integer(ENVIRONMENT.cpuCount) || host.cpuCount,
    };
    this.seenAt(momentIn(environment, ENVIRONMENT.startedAt));
    this.#takeGit(environment.message(ENVIRONMENT.git));
    this.setPath(environment.text(ENVIRONMENT.codePath));
  }

  takeArtifact(record: Message): void {
    const artifact = artifactOf(record);
    const key = JSON.stringify([artifact.type, artifact.name, artifact.digest]);
    const aliases = [...(this.logged.get(key)?.aliases ?? []), ...artifact.aliases];
    this.logged.set(key, { ...artifact, aliases: [...new Set(aliases)] });
  }

  takeUse(use: Message): void {
    const [id, name, type] = [use.text(USE.id), use.text(USE.name), use.text(USE.type)];
    this.used.set(`${id} ${name}`, { id, name, type });
  }

  /** The commit that ran. What is no Git hash says nothing. */
  setCommit(commit: string, repository: string): void {
    const hash = commit.trim().toLowerCase();
    if (!/^[0-9a-f]{7,64}$/.test(hash)) return;
    this.#commit = { commit: hash, repository: withoutCredentials(repository.trim()) || null };
  }

  /** The file that ran, where it lies in the repository. */
  setPath(path: string): void {
    const inside = path.replaceAll('\\', '/');
    if (inside !== '' && !/^(?:\/|[A-Za-z]:|~)/.test(inside) && !inside.split('/').includes('..')) this.#path = inside;
  }

  /** That W&B wrote down what was not committed. */
  setDirty(): void {
    this.#dirty = true;
  }

  get code(): RunCode | null {
    return this.#commit === null ? null : { ...this.#commit, path: this.#path, dirty: this.#dirty };
  }

  #takeGit(git: Message | null): void {
    if (git !== null) this.setCommit(git.text(GIT.commit), git.text(GIT.remote));
  }
}

function takeItems(record: Message, tree: ValueTree, onUnreadable: OnUnreadableItem): void {
  for (const { keys, value } of itemsOf(record.messages(CONFIG.update), onUnreadable)) tree.set(keys, value);
  for (const item of record.messages(CONFIG.remove)) tree.remove(keysOf(item));
}
