/**
 * The id of the logged model that a version's source names, `models:/m-…` or the place of its files; null where it names
 * none. MLflow's database stores no other word of it.
 */
export function loggedModelOf(source: string | null | undefined): string | null {
  return /(?:^models:\/+|\/models\/)(m-[0-9a-f]{32})(?:\/artifacts)?\/?$/.exec(source ?? '')?.[1] ?? null;
}
