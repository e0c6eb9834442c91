import { write } from '#integrations/importing/write.js';
import type { ImportContext } from './import-context.js';

const LOG = `mutation ($input: LogLoggedModelParametersInput!) { logLoggedModelParameters(input: $input) { accepted } }`;

/** Logs parameters of a logged model, a call for each group; returns their keys. */
export async function logParameters(
  loggedModel: string,
  groups: readonly Readonly<Record<string, string>>[],
  { afterEnd }: { readonly afterEnd: boolean },
  context: Pick<ImportContext, 'client'>,
): Promise<string[]> {
  const logged: string[] = [];
  for (const parameters of groups) {
    const keys = Object.keys(parameters);
    if (keys.length === 0) continue;
    await write(context, LOG, { input: { loggedModel, parameters, afterEnd } });
    logged.push(...keys);
  }
  return logged;
}
