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
  /** Contents that whoever has them sends there himself, in parts. @default none are taken */
  readonly partUploads?: PartUploads | undefined;
}

/** Uploads in parts. */
export interface PartUploads {
  /** Begins one of so many parts. */
  begin(parts: number): Promise<BegunUpload>;
  /**
   * Makes the parts a content, as `write` does; again is the same until it is done.
   * @throws {PedigraphError} NOT_FOUND where there is no such upload, BAD_USER_INPUT where the parts do not fit,
   * PAYLOAD_TOO_LARGE above `maxBytes`
   */
  end(
    upload: string,
    parts: readonly UploadedPart[],
    bounds: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<WrittenContent>;
  /** Gives one up; again is the same. */
  abort(upload: string): Promise<void>;
}

/** An upload that has begun. */
export interface BegunUpload {
  /** By what it is known: whoever knows it may end it. */
  readonly upload: string;
  /** Where the parts are PUT, in their order, without further credentials. */
  readonly urls: readonly string[];
}

/** A part that was sent. */
export interface UploadedPart {
  /** 1, 2, … */
  readonly number: number;
  /** What the store answered to it, its `ETag`. */
  readonly tag: string;
}
