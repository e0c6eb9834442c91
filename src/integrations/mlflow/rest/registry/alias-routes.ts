import { endpoint, type Route } from '../routing/route.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { requireModelName } from './find-model.js';
import { requireAliased, requireVersion } from './find-version.js';
import { versionMessage } from './version-message.js';

const PATH = 'mlflow/registered-models/alias';

/** Aliases: set and moved, followed, and removed; each move is a fact with its actor. */
export const aliasRoutes: readonly Route[] = [
  endpoint('POST', PATH, async (call) => {
    const [name, alias] = [call.fields.requiredText('name'), call.fields.requiredText('alias')];
    judgeAlias(alias);
    const { model, version } = await requireVersion(name, call.fields.requiredText('version'), call);
    await call.api.ask(SET, { input: { model, alias, version: version.version } });
    return {};
  }),
  endpoint('DELETE', PATH, async (call) => {
    const [name, alias] = [call.fields.requiredText('name'), call.fields.requiredText('alias')];
    const model = await requireModelName(name, call);
    // One that is not there is gone already.
    await call.api
      .askOr(REMOVE, { input: { model, alias } }, (code) => (code === 'NOT_FOUND' ? new Gone() : undefined))
      .catch((error) => {
        if (!(error instanceof Gone)) throw error;
      });
    return {};
  }),
  endpoint('GET', PATH, async (call) => {
    const [name, alias] = [call.fields.requiredText('name'), call.fields.requiredText('alias')];
    const { version } = await requireAliased(name, alias, call);
    return { model_version: versionMessage(name, version) };
  }),
];

const SET = 'mutation SetAlias($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }';
const REMOVE = 'mutation RemoveAlias($input: RemoveAliasInput!) { removeAlias(input: $input) { model { id } } }';

/** That there was nothing to remove. */
class Gone extends Error {}

/** What no alias of MLflow's may be. */
function judgeAlias(alias: string): void {
  if (alias.toLowerCase() === 'latest') throw invalidParameter("'latest' alias name (case insensitive) is reserved.");
  if (/^v\d+$/i.test(alias)) throw invalidParameter(`Version alias name '${alias}' is reserved.`);
}
