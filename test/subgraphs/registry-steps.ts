import fc from 'fast-check';
import { MODEL, TARGETS } from './registry-model.js';

/** One thing that somebody does to the registry; whether it is allowed is for the registry to say. */
export interface Step {
  readonly field: string;
  readonly inputType: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Model versions by ref, whose ids become the input's `modelVersions`. */
  readonly idsOf?: readonly string[];
}

const version = fc.constantFrom('1.0.0', '1.0.1', '1.0.2', '2.0.0', '3.0.0');
const alias = fc.constantFrom('production', 'staging');
const target = fc.constantFrom(...TARGETS);
const ref = version.map((number) => `${MODEL}@${number}`);
const step = (field: string, inputType: string, input: fc.Arbitrary<Record<string, unknown>>) =>
  input.map((value): Step => ({ field, inputType, input: value }));

/** Any one of all that can be done. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: step(
      'registerModelVersion',
      'RegisterModelVersionInput',
      fc.record(
        {
          model: fc.constant(MODEL),
          architecture: fc.constantFrom('trees', 'net'),
          config: fc.nat(6),
          tags: fc.constantFrom({}, { stage: 'draft' }),
          version,
        },
        { requiredKeys: ['model', 'config'] },
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: step(
      'setAlias',
      'SetAliasInput',
      fc.record(
        { model: fc.constant(MODEL), alias, version, expected: fc.option(version) },
        { requiredKeys: ['model', 'alias', 'version'] },
      ),
    ),
  },
  step('removeAlias', 'RemoveAliasInput', fc.record({ model: fc.constant(MODEL), alias })),
  {
    weight: 3,
    arbitrary: step(
      'setStatus',
      'SetStatusInput',
      fc.record({
        modelVersion: ref,
        status: fc.constantFrom('IN_REVIEW', 'APPROVED', 'PRODUCTION', 'QUARANTINED', 'ARCHIVED', 'REJECTED'),
      }),
    ),
  },
  { weight: 2, arbitrary: step('recordDeployment', 'RecordDeploymentInput', fc.record({ modelVersion: ref, target })) },
  {
    weight: 2,
    arbitrary: step(
      'rollback',
      'RollbackInput',
      fc.record(
        { model: fc.constant(MODEL), alias, reason: fc.constant('drift'), to: version },
        { requiredKeys: ['model', 'alias', 'reason'] },
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      'setTags',
      'SetTagsInput',
      fc
        .constantFrom('stage', 'card')
        .chain((key) =>
          fc.oneof(
            fc.record({ of: ref, set: fc.constantFrom('a', 'b').map((value) => ({ [key]: value })) }),
            fc.record({ of: ref, remove: fc.constant([key]) }),
          ),
        ),
    ),
  },
  fc.uniqueArray(ref, { minLength: 1, maxLength: 2 }).map(
    (idsOf): Step => ({
      field: 'quarantine',
      inputType: 'QuarantineInput',
      input: { reason: 'bad data' },
      idsOf,
    }),
  ),
  step('approve', 'ApproveInput', fc.record({ modelVersion: ref })),
  step('withdrawApproval', 'WithdrawApprovalInput', fc.record({ modelVersion: ref })),
  step(
    'setPolicy',
    'SetPolicyInput',
    fc.record({
      scope: fc.constantFrom(MODEL, 'acme/*'),
      alias,
      rules: fc.option(fc.record({ approvals: fc.nat(1), authorMayApprove: fc.boolean() })),
    }),
  ),
  { weight: 2, arbitrary: step('promote', 'PromoteInput', fc.record({ modelVersion: ref, alias })) },
);
