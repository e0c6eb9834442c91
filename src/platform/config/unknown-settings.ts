import { closest, distance } from 'fastest-levenshtein';
import { VARIABLES } from './read-config.js';

/** Settings of commands and of tests, which are no part of the configuration. */
const OTHERS = /^PEDIGRAPH_(?:SOAK|BENCH|INSTALL|PARAMETERS|CONFIG|URL$)/;

/** A Kubernetes service of that name sets these in every pod beside it. */
const OF_A_SERVICE = /^PEDIGRAPH(?:_\w+)?_(?:SERVICE_(?:HOST|PORT\w*)|PORT(?:_\d+_\w+)?)$/;

/** Sentences about variables that look like settings and are none, each with the setting that is near. */
export function unknownSettings(env: NodeJS.ProcessEnv): readonly string[] {
  const known = Object.keys(VARIABLES);
  return Object.keys(env)
    .filter((name) => name.startsWith('PEDIGRAPH_') && !Object.hasOwn(VARIABLES, name))
    .filter((name) => !OTHERS.test(name) && !OF_A_SERVICE.test(name))
    .sort()
    .map((name) => {
      const near = closest(name, known);
      const isNear = distance(name, near) <= Math.max(2, Math.floor((name.length - PREFIX) / 2));
      return `${name} is no setting and changes nothing${isNear ? `; did you mean ${near}?` : '; docs/settings.md lists them.'}`;
    });
}

/** Letters that every name begins with. */
const PREFIX = 'PEDIGRAPH_'.length;
