/** Bundles the client half: the file, and the licences of the packages in it. */
export function bundleClient(): Promise<{ readonly code: Uint8Array; readonly licences: string }>;
