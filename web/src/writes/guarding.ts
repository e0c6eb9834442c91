/** The rules of a policy, as far as it takes to tell whether there are any. */
interface Rules {
  readonly metrics: readonly string[];
  readonly reproducible: boolean;
  readonly approvals: number;
  readonly approvalsByRole: readonly unknown[];
  readonly requiredTags: readonly string[];
}

/** Whether a policy guards its alias: one without a rule does not. */
export function guards(policy: { readonly rules: Rules | null } | null | undefined): boolean {
  const rules = policy?.rules;
  if (rules == null) return false;
  const { metrics, reproducible, approvals, approvalsByRole, requiredTags } = rules;
  return reproducible || approvals > 0 || metrics.length + approvalsByRole.length + requiredTags.length > 0;
}
