import type { Logger } from 'pino';
import type { Askers, Config } from '#platform/config/config.js';
import { ConfigError, type ConfigFlags } from '#platform/config/read-config.js';
import { closeOnSignals } from '#platform/server/drain.js';
import type { Serving } from '#platform/server/serve.js';
import { openLog } from './open-log.js';
import { printFailure } from './print.js';
import { readSettings } from './read-settings.js';

/** Starts a server and stops it in order on a signal. A start that fails is one sentence and exit code 1. */
export async function runServer<Running extends Serving>(
  flags: ConfigFlags,
  start: (config: Config, logger: Logger) => Promise<Running>,
  started: (running: Running, config: Config) => void | Promise<void>,
  askers: Askers = 'clients',
): Promise<void> {
  const settings = configOrExit(flags, askers);
  const { logger, logLevel } = await openLog(settings);
  const config = { ...settings, logLevel };
  try {
    const running = await start(config, logger);
    closeOnSignals(running.close, logger);
    closeWithParent(running.close);
    await started(running, config);
  } catch (error) {
    logger.debug({ err: error }, 'the start failed');
    printFailure(error);
    process.exit(1);
  }
}

function configOrExit(flags: ConfigFlags, askers: Askers): Config {
  try {
    return readSettings(flags, askers);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    printFailure(error);
    process.exit(2);
  }
}

/**
 * A child of `pedigraph distributed` ends with its parent, however that ended: also where it did before this one was
 * up.
 */
function closeWithParent(close: () => Promise<void>): void {
  const end = () => void close().finally(() => process.exit(0));
  if (process.connected) process.once('disconnect', end);
  else if (process.env['PEDIGRAPH_SUPERVISED'] === '1') end();
}
