import type { GitProcess, GitReader } from '#integrations/git/git-reader.js';

/** What a repository holds under an id. */
export interface GitObject {
  readonly type: string;
  readonly size: number;
  /** Null where it is larger than was to be read. */
  readonly content: Buffer | null;
}

interface Asked {
  readonly id: string;
  readonly most: number;
  readonly answer: (object: GitObject | null) => void;
}

/** An object that is being read. */
interface Arriving {
  readonly type: string;
  readonly size: number;
  /** Null where it is passed over. */
  readonly chunks: Buffer[] | null;
  /** With the line feed behind it. */
  missing: number;
}

/** More is no header: ids, types and sizes are short. */
const MOST_HEADER = 300;
/** So often is Git started again where it ended at an object that is broken. */
const MOST_STARTS = 1_000;

/**
 * Reads objects of a repository through one `git cat-file --batch`, however many are asked for at once. An object that is
 * not there, or that Git cannot read, is null; one that is larger than is to be read is passed over as it streams by.
 */
export class ObjectReader implements Disposable {
  readonly #git: Pick<GitReader, 'start'>;
  readonly #asked: Asked[] = [];
  readonly #unwritten: string[] = [];
  #process: GitProcess | null = null;
  #starts = 0;
  #header: Buffer = Buffer.alloc(0);
  #arriving: Arriving | null = null;

  constructor(git: Pick<GitReader, 'start'>) {
    this.#git = git;
  }

  /** @param most the most bytes that are read of it */
  read(id: string, most: number): Promise<GitObject | null> {
    if (!OBJECT_ID.test(id)) return Promise.resolve(null);
    return new Promise((answer) => {
      this.#asked.push({ id, most, answer });
      if (this.#unwritten.push(id) === 1) queueMicrotask(() => this.#write());
    });
  }

  [Symbol.dispose](): void {
    const running = this.#process;
    this.#process = null;
    running?.kill('SIGKILL');
    this.#unwritten.length = 0;
    for (const { answer } of this.#asked.splice(0)) answer(null);
  }

  /** What is asked for at once goes to Git at once. */
  #write(): void {
    const ids = this.#unwritten.splice(0).map((id) => `${id}\n`);
    if (ids.length > 0) this.#running()?.stdin.write(ids.join(''));
  }

  /** Null where Git was started too often: then nothing more is read. */
  #running(): GitProcess | null {
    if (this.#process !== null) return this.#process;
    if (this.#starts++ === MOST_STARTS) {
      for (const { answer } of this.#asked.splice(0)) answer(null);
      return null;
    }
    const started = this.#git.start(['cat-file', '--batch']);
    this.#process = started;
    started.stdin.on('error', () => {});
    started.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    const ended = () => this.#restart(started);
    started.on('error', ended);
    started.on('close', ended);
    return started;
  }

  /** Git ends at an object that is broken: that one is null, and the others are asked for again. */
  #restart(ended: GitProcess): void {
    if (this.#process !== ended) return;
    this.#process = null;
    this.#header = Buffer.alloc(0);
    this.#arriving = null;
    this.#asked.shift()?.answer(null);
    this.#unwritten.length = 0;
    if (this.#asked.length === 0) return;
    const ids = this.#asked.map(({ id }) => `${id}\n`).join('');
    this.#running()?.stdin.write(ids);
  }

  #receive(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0; ) {
      rest = this.#arriving === null ? this.#receiveHeader(rest) : this.#receiveContent(this.#arriving, rest);
    }
  }

  #receiveHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(LINE_FEED);
    this.#header = Buffer.concat([this.#header, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (end < 0) {
      if (this.#header.length > MOST_HEADER) this.#process?.kill('SIGKILL');
      return Buffer.alloc(0);
    }
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(this.#header.toString('latin1')) ?? [];
    this.#header = Buffer.alloc(0);
    const asked = this.#asked[0];
    if (type === undefined || asked === undefined) this.#asked.shift()?.answer(null);
    else {
      const bytes = Number(size);
      this.#arriving = { type, size: bytes, chunks: bytes > asked.most ? null : [], missing: bytes + 1 };
    }
    return chunk.subarray(end + 1);
  }

  #receiveContent(arriving: Arriving, chunk: Buffer): Buffer {
    const part = chunk.subarray(0, arriving.missing);
    arriving.missing -= part.length;
    arriving.chunks?.push(part);
    if (arriving.missing === 0) {
      const { type, size, chunks } = arriving;
      this.#arriving = null;
      this.#asked.shift()?.answer({ type, size, content: chunks && Buffer.concat(chunks).subarray(0, size) });
    }
    return chunk.subarray(part.length);
  }
}

const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const LINE_FEED = 0x0a;
