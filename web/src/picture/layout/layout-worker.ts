import type { Graph } from './graph';
import { layOut } from './layout';

// Lays out what it is sent, off the thread that draws and answers keys.
addEventListener('message', ({ data }: MessageEvent<Graph>) => postMessage(layOut(data)));
