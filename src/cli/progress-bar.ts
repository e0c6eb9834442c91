import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '#integrations/client/progress.js';
import { printable } from '#platform/errors/printable.js';

/** Shows how far a long command is, on standard error; draws nothing where that is no terminal. */
export interface ProgressBar extends Disposable {
  show(progress: Progress): void;
}

/** A bar that begins anew whenever what is counted changes, and is gone once disposed. */
export function createProgressBar(stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  if (!stream.isTTY) return { show: () => {}, [Symbol.dispose]: () => {} };
  const format = '{what} {bar} {value}/{total}';
  const bar = new SingleBar({ stream, format, clearOnComplete: true, hideCursor: true }, Presets.shades_classic);
  let shown: string | null = null;
  return {
    show({ what, done, total }) {
      if (shown !== what) {
        bar.stop();
        bar.start(total, done, { what: printable(what) });
        shown = what;
      } else {
        bar.update(done);
      }
    },
    [Symbol.dispose]: () => bar.stop(),
  };
}
