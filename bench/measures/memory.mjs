import { runLoad } from '../load/run-load.mjs';
import { rssOf } from '../servers/process-cost.mjs';
import { startVariant } from '../servers/variants.mjs';
import { requestsOf } from './dashboard.mjs';

const MINUTE = 60;

/** Resident memory of everything in one process, in MB: after a minute under load, and after `soak` seconds more. */
export async function measureMemory({ store, work, expected, model, soak }) {
  const { url, pids, close } = await startVariant('warm', { databaseUrl: store.servingUrl, work, model });
  try {
    const load = (seconds) =>
      runLoad({ url, requests: requestsOf('zipf'), expected, connections: 16, warmUp: 0, seconds });
    await load(MINUTE);
    const afterMinute = rssOf(pids);
    const { answered } = await load(soak);
    return { afterMinute, afterSoak: rssOf(pids), soak, answered };
  } finally {
    await close();
  }
}
