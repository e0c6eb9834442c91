import path from 'node:path';
import { startNode } from '../servers/processes.mjs';

/** An answer was wrong, or was an error: a bench that goes on would measure how fast that is. */
export class WrongAnswer extends Error {}

/**
 * Puts a server under load and answers what the clients saw. `sample` is asked when measuring begins and when it ends;
 * its two answers come back as `before` and `after`.
 */
export function runLoad(job, sample = () => undefined) {
  return new Promise((resolve, reject) => {
    const child = startNode([path.join(import.meta.dirname, 'generate-load.mjs')]);
    const samples = {};
    child.on('message', (message) => {
      if (message.phase === 'measuring') samples.before = sample();
      else if (message.phase === 'measured') samples.after = sample();
      else if (message.fault) reject(new WrongAnswer(message.fault));
      else resolve({ ...message, ...samples });
    });
    child.once('exit', (code) => reject(new Error(`the load ended with ${code}`)));
    child.send(job);
  });
}
