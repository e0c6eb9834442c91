import type { Logger } from 'pino';
import type { Askers, Config } from '#platform/config/config.js';
import { ConfigError, type ConfigFlags } from '#platform/config/read-config.js';
import { closeOnSignals } from '#platform/server/drain.js';
import type { Serving } from '#platform/server/serve.js';
import { openLog } from './open-log.js';
import { printFailure } from './print.js';
import { readSettings } from './read-settings.js';

/** Who asks the server, and what it is called in traces. */
export interface RunServerOptions {
  /** @default clients */
  readonly askers?: Askers | undefined;
  /** Where OTEL_SERVICE_NAME gives no other. @default pedigraph */
  readonly serviceName?: string | undefined;
}

/** Starts a server and stops it in order on a signal. A start that fails is one sentence and exit code 1. */
export async function runServer<Running extends Serving>(
  flags: ConfigFlags,
  start: (config: Config, logger: Logger) => Promise<Running>,
  started: (running: Running, config: Config) => void | Promise<void>,
  { askers = 'clients', serviceName = 'pedigraph' }: RunServerOptions = {},
): Promise<void> {
  const settings = configOrExit(flags, askers);
  const { logger, logLevel } = await openLog(settings);
  const config = { ...settings, logLevel };
  try {
    // Before the servers, which look once whether they are traced.
    const tracing = await openTracing(config.tracing, serviceName);
    const running = await start(config, logger);
    const close = async () => {
      await running.close();
      await tracing?.[Symbol.asyncDispose]();
    };
    closeOnSignals(close, logger);
    closeWithParent(close);
    await started(running, config);
  } catch (error) {
    logger.debug({ err: error }, 'the start failed');
    printFailure(error);
    process.exit(1);
  }
}

/** OpenTelemetry's SDK takes a while to load: only who has named a receiver waits for it. */
async function openTracing({ endpoint, serviceName }: Config['tracing'], otherwise: string) {
  if (endpoint === undefined) return undefined;
  const { openTracing: open } = await import('#platform/tracing/open-tracing.js');
  return open({ endpoint, serviceName: serviceName ?? otherwise });
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
 * A child of `pedigraph distributed` tells its parent that it is up, and ends with it, however that ended: also where it
 * did before this one was up.
 */
function closeWithParent(close: () => Promise<void>): void {
  const end = () => void close().finally(() => process.exit(0));
  if (process.connected) {
    process.once('disconnect', end);
    process.send?.('ready');
  } else if (process.env['PEDIGRAPH_SUPERVISED'] === '1') end();
}
