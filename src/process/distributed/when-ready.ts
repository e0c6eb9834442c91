import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds a process may take to become ready. */
const READY_TIMEOUT_MS = 60_000;

/**
 * Resolves when a server is ready.
 * @throws {Error} naming it, where it does not in a minute.
 */
export async function whenReady(name: string, url: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const ready = await fetch(`${url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await pause(100);
  }
  throw new Error(`${name} did not become ready at ${url}: see its log above.`);
}
