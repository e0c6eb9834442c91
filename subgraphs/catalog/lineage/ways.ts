import type { LineageDirection, LineageWay } from './lineage.enums.js';

const WAYS: Readonly<Record<LineageDirection, readonly LineageWay[]>> = {
  UPSTREAM: ['UPSTREAM'],
  DOWNSTREAM: ['DOWNSTREAM'],
  BOTH: ['UPSTREAM', 'DOWNSTREAM'],
};

/** The ways that a direction stands for. */
export function waysOf(direction: LineageDirection): readonly LineageWay[] {
  return WAYS[direction];
}
