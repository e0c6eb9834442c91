import * as z from 'zod';
import { ROLES } from '#platform/auth/role.js';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id, later, moment } from './payload-fields.js';

const ledgers = ['models'];
const subject = 'the ref of the model version';
const role = z.enum(ROLES);

/** The rules of a scope change. */
export const policySet = defineEvent({
  type: 'PolicySet',
  ledgers,
  subject: 'the scope: a model, `namespace/*` or `*`',
  when: 'The rules for promotions to an alias are set or taken away.',
  payload: z.object({
    id,
    scope: z.string(),
    alias: z.string(),
    rules: z
      .object({
        metrics: z.array(z.string()),
        reproducible: z.boolean(),
        approvals: z.int(),
        approvalsByRole: later(z.array(z.object({ role, count: z.int() }))),
        authorMayApprove: z.boolean(),
        requiredTags: z.array(z.string()),
      })
      .nullable()
      .describe('null where the policy was taken away'),
    reason: z.string().nullable(),
  }),
});

/** Somebody answers for a version that does not meet a rule. */
export const ruleWaived = defineEvent({
  type: 'RuleWaived',
  ledgers,
  subject,
  when: 'A rule is waived for a model version, until a moment.',
  payload: z.object({
    id,
    modelVersionId: id,
    alias: z.string(),
    rule: z.string(),
    reason: z.string(),
    expiresAt: moment,
  }),
});

const approval = z.object({ id, modelVersionId: id, comment: z.string().nullable() });

/** Somebody approves a version. */
export const versionApproved = defineEvent({
  type: 'VersionApproved',
  ledgers,
  subject,
  when: 'Somebody approves a model version.',
  payload: approval.extend({ role: later(role.nullable()) }),
});

/** Somebody no longer approves a version. */
export const approvalWithdrawn = defineEvent({
  type: 'ApprovalWithdrawn',
  ledgers,
  subject,
  when: 'Somebody withdraws their approval of a model version.',
  payload: approval,
});

/** A version was judged. */
export const promotionDecided = defineEvent({
  type: 'PromotionDecided',
  ledgers,
  subject,
  when: 'A promotion is decided, whichever way; `AliasSet` follows where the alias moved.',
  payload: z.object({
    id,
    model: z.string(),
    modelVersionId: id,
    replacedVersionId: id.nullable(),
    alias: z.string(),
    policyId: id.nullable(),
    verdict: z.enum(['PROMOTED', 'REFUSED']),
    results: z.array(
      z.object({
        rule: z.string(),
        verdict: z.enum(['MET', 'UNMET', 'WAIVED']),
        observed: z.string(),
        waiverId: id.nullable(),
      }),
    ),
    reason: z.string().nullable(),
  }),
});
