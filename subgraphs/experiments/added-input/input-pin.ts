import type { ColumnsPin } from '#values/columns-read.js';
import type { DatasetRole } from '#values/dataset-role.js';

/** A pinned input, as it is stored. */
export interface InputPin extends ColumnsPin {
  readonly role: DatasetRole;
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
  /** What the tool that it comes from calls it, and its digest there; absent where it comes from none. */
  readonly externalName?: string | undefined;
  readonly externalDigest?: string | undefined;
}
