import { type CurveSearch, readCurveSearch } from '../curves/curve-search';
import { type Given, textIn, wordIn } from '../search-params';

/** What the address of every embed may say. */
export interface EmbedSearch {
  /** @default as the page around it has it */
  readonly theme?: 'light' | 'dark' | undefined;
}

/** Reads it. */
export function readEmbedSearch(given: Given): EmbedSearch {
  return { theme: wordIn(given, 'theme', ['light', 'dark']) };
}

/** The address of curves. */
export interface PlotSearch extends CurveSearch {
  /** The ids of runs, parted by commas. */
  readonly shown?: string | undefined;
  /** Metrics, parted by commas. */
  readonly curve?: string | undefined;
}

/** Reads it. */
export function readPlotSearch(given: Given): PlotSearch {
  return { ...readCurveSearch(given), shown: textIn(given, 'shown'), curve: textIn(given, 'curve') };
}

/** The address of the card of a version. */
export interface CardSearch {
  /** Any ref of it. */
  readonly of?: string | undefined;
}

/** Reads it. */
export function readCardSearch(given: Given): CardSearch {
  return { of: textIn(given, 'of') };
}
