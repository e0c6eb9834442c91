import type { Askers, Config } from '#platform/config/config.js';
import { type ConfigFlags, readConfig } from '#platform/config/read-config.js';
import { unknownSettings } from '#platform/config/unknown-settings.js';
import { printRemark } from './print.js';

/**
 * Reads the settings of a command from its flags and the environment. A variable that looks like a setting and is none
 * is reported on standard error: it may be one of another release, so the command runs all the same.
 * @throws {ConfigError} naming every setting that is wrong
 */
export function readSettings(flags: ConfigFlags, askers: Askers = 'clients'): Config {
  // A child of `pedigraph distributed` has its parent's environment, and the parent has reported them.
  if (!process.connected) for (const sentence of unknownSettings(process.env)) printRemark(sentence);
  return readConfig(process.env, flags, askers);
}
