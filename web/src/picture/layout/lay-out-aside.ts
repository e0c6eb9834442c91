import type { Graph } from './graph';
import type { Layout } from './layout';
import address from './layout-worker?worker&url';
import { scriptAddress } from './script-address';

/** Layouts that are remembered. */
const REMEMBERED = 24;
const known = new Map<string, Layout>();

let ready: Worker | undefined;

/** Starts the worker before there is something to lay out, so that it is there when there is. */
export function warmUp(): void {
  ready ??= new Worker(scriptAddress(address), { type: 'module' });
}

/**
 * Lays a graph out in a worker. One that was laid out before is remembered.
 * @param signal ends the worker: nobody waits for the layout any more
 */
export function layOutAside(graph: Graph, signal: AbortSignal): Promise<Layout> {
  const key = `${graph.count}:${graph.lines.join(' ')}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return Promise.resolve(remembered);
  warmUp();
  const worker = ready!;
  ready = undefined;
  return new Promise((resolve, reject) => {
    const end = () => {
      worker.terminate();
      reject(signal.reason);
    };
    signal.addEventListener('abort', end, { once: true });
    worker.onmessage = ({ data }: MessageEvent<Layout>) => {
      signal.removeEventListener('abort', end);
      if (ready === undefined) ready = worker;
      else worker.terminate();
      known.set(key, data);
      if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
      resolve(data);
    };
    worker.onerror = ({ message }) => {
      signal.removeEventListener('abort', end);
      worker.terminate();
      reject(new Error(`The picture could not be laid out: ${message || 'its worker did not start.'}`));
    };
    worker.postMessage(graph);
  });
}
