import { v7 as uuid } from 'uuid';
import { describe, expect, test } from 'vitest';
import { aliasSet } from '#events/alias.events.js';
import { LEDGER_EVENTS } from '#events/ledger-events.js';
import { runFinished } from '#events/run.events.js';
import { statusChanged } from '#events/status.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { NewLedgerEvent } from '#platform/database/new-ledger-event.js';

const id = uuid();
const moved = {
  model: 'acme/m',
  alias: 'stable',
  version: '1.0.0',
  previous: null,
  movedElsewhereAt: null,
  reason: null,
};
const ids = { modelVersionId: id, previousModelVersionId: null };
const recorded: NewLedgerEvent[] = [];
const record: Transaction['record'] = (event) => void recorded.push(event);

/** Each would compile where a payload were any JSON; that it does not is what `npm run types` shows. */
describe('what does not compile', () => {
  test('a field that is missing, renamed, unknown or of another type', () => {
    // @ts-expect-error no modelVersionId
    aliasSet('acme/m@1.0.0', { ...moved, previousModelVersionId: null });
    // @ts-expect-error renamed
    aliasSet('acme/m@1.0.0', { ...moved, versionId: id, previousModelVersionId: null });
    // @ts-expect-error a field that no event has
    aliasSet('acme/m@1.0.0', { ...moved, ...ids, note: 'x' });
    // @ts-expect-error the previous version must be told, also where there is none
    aliasSet('acme/m@1.0.0', { ...moved, modelVersionId: id });
    // @ts-expect-error not a status
    statusChanged('acme/m@1.0.0', { modelVersionId: id, from: 'IN_REVIEW', status: 'LIVE', reason: null });
    // @ts-expect-error a moment is no number
    runFinished('acme/r@1', { ...RUN_END, endedAt: 0 });
  });

  test('an event that no type made', () => {
    // @ts-expect-error put together by hand
    record({ type: 'AliasSet', subject: 'acme/m@1.0.0', payload: { ...moved, ...ids } });
    expect(recorded.length).toBe(1);
  });

  test('a reader of a field that nobody writes', () => {
    // @ts-expect-error nobody writes it
    expect(() => aliasSet.payload.pick({ versionRef: true }).shape).toThrow();
  });
});

const RUN_END = {
  id,
  status: 'FINISHED',
  endedAt: new Date(0),
  digest: 'sha256:0',
  parameters: {},
  metrics: [{ key: 'loss', value: 'NaN', step: 1, timestamp: new Date(0), min: 0.5, max: Number.MAX_VALUE }],
  artifacts: [],
} as const;

test('what is written is read again from JSON as it was: moments, and numbers that JSON has none for', () => {
  const { payload } = runFinished('acme/r@1', RUN_END);
  const read = runFinished.payload.parse(JSON.parse(JSON.stringify(payload)));
  expect(read).toEqual({ ...RUN_END, metrics: [{ ...RUN_END.metrics[0], value: Number.NaN }] });
});

test('a field that was added later is null in a ledger that lacks it', () => {
  const { metrics, ...event } = JSON.parse(JSON.stringify(RUN_END));
  const before = { ...event, metrics: [{ key: 'loss', value: 0.5 }] };
  expect(runFinished.payload.parse(before).metrics).toEqual([
    { key: 'loss', value: 0.5, step: null, timestamp: null, min: null, max: null },
  ]);
  expect(aliasSet.payload.parse({ ...moved, modelVersionId: id })).toEqual({ ...moved, ...ids });
});

test('no two types have one name, and each says when it is written in a sentence', () => {
  expect(new Set(LEDGER_EVENTS.map(({ type }) => type)).size).toBe(LEDGER_EVENTS.length);
  expect(LEDGER_EVENTS.filter(({ when }) => !/^[A-Z].*\.$/.test(when))).toEqual([]);
});
