import semver from 'semver';
import type { Config } from '#platform/config/config.js';
import { isLoopback } from '#platform/config/loopback.js';
import { unknownSettings } from '#platform/config/unknown-settings.js';
import { type Finding, fine, problem, warning } from './finding.js';

/** The versions of Node.js that run the product, as in package.json. */
const NODE_VERSIONS = '>=20.19';

/** What can be said of a process before it does anything: Node.js, settings, and how it is reached. */
export function checkProcess(
  config: Pick<Config, 'host' | 'token' | 'tokens' | 'metricsOpen' | 'gateway'>,
  env: NodeJS.ProcessEnv,
  node = process.versions.node,
): readonly Finding[] {
  const unknown = unknownSettings(env).map((sentence) =>
    warning('settings', sentence, 'Mend the name of the variable, or take it away.'),
  );
  return [
    semver.satisfies(node, NODE_VERSIONS)
      ? fine('node', `Node.js ${node}.`)
      : problem('node', `This is Node.js ${node}.`, `Install Node.js ${NODE_VERSIONS}.`),
    ...(unknown.length > 0 ? unknown : [fine('settings', 'Every variable that looks like a setting is one.')]),
    isLoopback(config.host)
      ? fine('network', `The server listens on ${config.host}: only this machine reaches it.`)
      : warning(
          'network',
          `The server listens on ${config.host} and speaks plain HTTP: tokens and answers can be read on the way.`,
          'Let a proxy with TLS stand before it, and let nobody else reach the port.',
        ),
    ...(config.metricsOpen && !isLoopback(config.host)
      ? [
          warning(
            'metrics',
            'Whoever reaches the port sees the metrics (PEDIGRAPH_METRICS_OPEN).',
            'Give Prometheus a token with PEDIGRAPH_METRICS_TOKEN instead.',
          ),
        ]
      : []),
  ];
}
