import * as z from 'zod';
import { defineTool } from '../tool.js';
import { modelName, versionRef } from './inputs.js';

const alias = z.string().max(255).default('production');
const reason = z.string().min(1).max(2_000).describe('Why: it stands in the audit log');

/** Tools that write; offered only where the server or the command was started so. */
export const writeTools = [
  defineTool({
    name: 'promote',
    title: 'Promote a version',
    description:
      'Moves an alias to a model version where the policy of the alias is met; it is refused with the rules that are not. With dryRun nothing is written, and each rule is judged.',
    writes: true,
    input: { ref: versionRef, alias, reason, dryRun: z.boolean().default(true) },
    async answer({ ref, alias, reason, dryRun }, ask) {
      const input = { modelVersion: ref, alias, reason };
      if (dryRun) {
        const document =
          'query Preview($input: PromoteInput!) { previewPromotion(input: $input) { verdict results { rule verdict observed } } }';
        return (await ask<{ previewPromotion: unknown }>(document, { input })).previewPromotion;
      }
      const document = `mutation Promote($input: PromoteInput!) { promote(input: $input) { promotion { verdict results { rule verdict observed } }
        alias { name modelVersion { ref } } previous { ref } } }`;
      return (await ask<{ promote: unknown }>(document, { input })).promote;
    },
  }),
  defineTool({
    name: 'roll_back',
    title: 'Roll an alias back',
    description:
      'Moves an alias of a model, its status and its live deployments back to the version before, or to another earlier one.',
    writes: true,
    input: { model: modelName, alias, to: versionRef.optional(), reason },
    async answer({ to, ...input }, ask) {
      const document = `mutation RollBack($input: RollbackInput!) { rollback(input: $input) { from { ref } to { ref } durationSeconds
        deployments { target modelVersion { ref } } } }`;
      return (await ask<{ rollback: unknown }>(document, { input: to === undefined ? input : { ...input, to } }))
        .rollback;
    },
  }),
  defineTool({
    name: 'approve',
    title: 'Approve a version',
    description: 'Records an approval of a model version in the name of whoever the token belongs to.',
    writes: true,
    input: { ref: versionRef, comment: z.string().max(2_000).optional() },
    async answer({ ref, comment }, ask) {
      const document =
        'mutation Approve($input: ApproveInput!) { approve(input: $input) { modelVersion { ref } approvals { actor role comment createdAt } } }';
      const input = comment === undefined ? { modelVersion: ref } : { modelVersion: ref, comment };
      return (await ask<{ approve: unknown }>(document, { input })).approve;
    },
  }),
];
