/** What the facade is set to. */
export interface MlflowSettings {
  /** Where what MLflow's clients make is registered, unless a tag of its experiment says otherwise. */
  readonly namespace: string;
}
