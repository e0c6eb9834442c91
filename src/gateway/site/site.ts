/** Pages for people, built into files, that a gateway serves beside its API. */
export interface Site {
  /**
   * The folder of the files: `index.html`, which is every page, and in `assets/` what it loads, under names that have a
   * hash of what is in them. A file `NAME.br` or `NAME.gz` is NAME, compressed.
   */
  readonly folder: string;
  /** The paths of the pages beside `/`: `/things`, or `/things/*` for all below. */
  readonly pages: readonly string[];
  /** The paths of further pages, which pages of the origins that the settings name may frame; the others nobody may. */
  readonly embeds?: readonly string[];
  /** The trusted-types policies that its scripts make, each once, to load other scripts of it; none where left out. */
  readonly trustedTypes?: readonly string[];
}
