import { ApiError } from '#integrations/client/api-error.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { isRefusal, write } from '#integrations/importing/write.js';
import type { MemberOf } from '../format/members.js';

interface Here {
  readonly version: { readonly status: string; readonly run: { readonly id: string } | null };
}

/** What a version has that was just registered. */
const FIRST_STATUS = 'IN_REVIEW';

/**
 * Attaches the run, sets the status and the aliases as they were at the export, where nobody has moved them here, each with
 * when and by whom.
 * @returns what did not move, in sentences
 */
export async function moveAsThere(
  { sealed, input, moves }: MemberOf<'model-version'>,
  client: GraphqlClient,
): Promise<string[]> {
  const { version } = await client.query<Here>(HERE, { ref: sealed.key });
  const notMoved: string[] = [];
  const move = async (what: string, document: string, given: object) => {
    try {
      await write({ client }, document, { input: given });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { code, message } = error;
      if (code !== 'FORBIDDEN' && !isRefusal(error)) throw error;
      notMoved.push(`${what} of ${sealed.key}: ${message}`);
    }
  };
  if (moves.attachedRun !== null && version.run === null)
    await move('the attached run', ATTACH, { modelVersion: sealed.key, run: moves.attachedRun });
  // The status PRODUCTION comes with the alias `production`.
  if (version.status === FIRST_STATUS && moves.status !== FIRST_STATUS && moves.status !== 'PRODUCTION')
    await move('the status', STATUS, {
      modelVersion: sealed.key,
      status: moves.status,
      reason: 'As on the server it was exported from.',
    });
  for (const { name, validFrom, movedElsewhereAt, actor } of moves.aliases) {
    const model = input['model'];
    const { history } = (await client.query<History>(HISTORY, { model, alias: name })).model;
    if (history.nodes[0]?.modelVersion?.ref === sealed.key) continue;
    if (history.nodes.length > 0) {
      const now = history.nodes[0]!.modelVersion?.ref ?? 'nothing';
      notMoved.push(`the alias ${name} of ${sealed.key}: it has moved here, and points to ${now}`);
      continue;
    }
    await move(`the alias ${name}`, ALIAS, {
      ...{ model, alias: name, version: input['version'], expected: null },
      movedElsewhereAt: movedElsewhereAt ?? validFrom,
      reason: `Moved by ${actor} on the server it was exported from.`,
    });
  }
  return notMoved;
}

interface History {
  readonly model: {
    readonly history: { readonly nodes: readonly { readonly modelVersion: { readonly ref: string } | null }[] };
  };
}

const HERE = 'query ($ref: String!) { version: modelVersion(ref: $ref) { status run { id } } }';
const HISTORY = `query ($model: String!, $alias: String!) {
  model(name: $model) { history: aliasHistory(alias: $alias, first: 1) { nodes { modelVersion { ref } } } }
}`;
const ATTACH = 'mutation ($input: AttachRunInput!) { attachRun(input: $input) { __typename } }';
const STATUS = 'mutation ($input: SetStatusInput!) { setStatus(input: $input) { __typename } }';
const ALIAS = 'mutation ($input: SetAliasInput!) { setAlias(input: $input) { __typename } }';
