import { expect, test, vi } from 'vitest';
import { isMovable } from '../src/frame/movable';
import { pinnedAddress } from '../src/palette/pin-address';

const NOW = new Date('2026-11-30T12:00:00Z');
const AS_OF = `asOf=${encodeURIComponent(NOW.toISOString())}`;

const VERSIONS: Readonly<Record<string, string>> = {
  'demo/churn@prod': 'demo/churn@1.0.0',
  'demo/churn@prod-eu': 'demo/churn@2.0.0',
};
vi.mock('../src/api/ask', () => ({
  ask: async (_: unknown, { ref }: { ref: string }) => ({
    data: { modelVersion: ref in VERSIONS ? { ref: VERSIONS[ref] } : null },
  }),
}));
vi.stubGlobal('location', { origin: 'https://models.example' });

test.each([
  ['/models/demo/churn@prod', `/models/demo/churn@1.0.0?${AS_OF}`],
  ['/models/demo/churn%40prod', `/models/demo/churn@1.0.0?${AS_OF}`],
  ['/models/demo/churn@nothing', `/models/demo/churn@nothing?${AS_OF}`],
  [
    '/compare?refs=demo/churn@prod,demo/churn@prod-eu',
    `/compare?refs=${encodeURIComponent('demo/churn@1.0.0,demo/churn@2.0.0')}&${AS_OF}`,
  ],
  // What stands in a path stays in it, also where it is encoded, and what is written wrongly stays as it is.
  ['/models/demo/churn@prod%3FasOf=1999%23x', `/models/demo/churn@1.0.0%3FasOf=1999%23x?${AS_OF}`],
  ['/%2Felsewhere.example/@prod', `/%2Felsewhere.example/@prod?${AS_OF}`],
  ['/models/demo/churn@prod%', `/models/demo/churn@1.0.0%?${AS_OF}`],
])('%s is pinned as %s', async (address, pinned) => {
  expect(await pinnedAddress(address, NOW)).toBe(pinned);
});

test('an address is looked through once, however long it is', () => {
  // From each of its characters on anew it would take longer than a test may.
  expect(isMovable(`/models/${'a'.repeat(600_000)}`)).toBe(false);
});
