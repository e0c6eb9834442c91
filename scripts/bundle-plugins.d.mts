import type { Plugin } from 'esbuild';

/** esbuild's plugins, and the names of those parts of them that have matched nothing so far. */
export function bundlePlugins(places: { readonly root: string; readonly folder: string }): {
  readonly plugins: Plugin[];
  readonly unmatched: ReadonlySet<string>;
};

/** @throws {Error} where a part of a plugin matched nothing */
export function refuseUnmatched(unmatched: ReadonlySet<string>): void;
