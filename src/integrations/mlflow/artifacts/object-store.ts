import type { Readable } from 'node:stream';

/** What was written of a stream. */
export interface WrittenContent {
  /** `sha256:…` of its bytes. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/**
 * Where the bytes of artifacts lie: contents under their digest, written once, and marks, which are names without a
 * content. Nothing in it is ever changed or deleted.
 */
export interface ObjectStore {
  /**
   * Stores what a stream brings, without holding it in memory; the same bytes are stored once. Nothing is stored where
   * the stream fails or `signal` aborts.
   * @throws {PedigraphError} PAYLOAD_TOO_LARGE above `maxBytes`
   */
  write(
    content: Readable,
    bounds: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<WrittenContent>;
  /** The bytes under a digest. @throws {PedigraphError} NOT_FOUND where there are none */
  read(digest: string): Promise<Readable>;
  /** Adds a mark: parts split by `/`, none of them `.` or `..`. */
  mark(name: string): Promise<void>;
  /** All marks whose name begins with `folder` and a `/`, in no order. */
  marks(folder: string): AsyncIterable<string>;
}
