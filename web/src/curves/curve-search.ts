import { type Given, textIn, wordIn } from '../search-params';
import type { CurveLook } from './series';

/** How curves are drawn, as it stands in an address. */
export interface CurveSearch {
  readonly x?: 'time' | 'clock' | undefined;
  /** Which axes are logarithmic. */
  readonly log?: 'y' | 'x' | 'xy' | undefined;
  readonly smooth?: string | undefined;
}

/** Reads it. */
export function readCurveSearch(given: Given): CurveSearch {
  const smooth = Number(textIn(given, 'smooth'));
  return {
    x: wordIn(given, 'x', ['time', 'clock']),
    log: wordIn(given, 'log', ['y', 'x', 'xy']),
    smooth: smooth > 0 && smooth < 1 ? String(smooth) : undefined,
  };
}

/** How it is drawn. */
export function lookOf({ x, log, smooth }: CurveSearch): CurveLook {
  return {
    x: x ?? 'step',
    isLog: log?.includes('y') ?? false,
    isLogX: log?.includes('x') ?? false,
    smoothing: smooth === undefined ? 0 : Number(smooth),
  };
}
