/** A package as the API takes it. */
export interface LockedPackage {
  readonly manager: string;
  readonly name: string;
  readonly version: string | null;
}
