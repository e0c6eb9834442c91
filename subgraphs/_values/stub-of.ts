/** What a stub of somebody else's type is made of: its id, and the ref by which it is hidden or seen. */
export interface PinnedStub {
  readonly id: string;
  readonly ref: string;
}

/** The stub of what is pinned. */
export function stubOf({ id, ref }: PinnedStub): PinnedStub {
  return { id, ref };
}
