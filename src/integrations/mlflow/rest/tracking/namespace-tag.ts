/** The tag by which an experiment or a model is made in another namespace than the settings say. */
export const NAMESPACE_TAG = 'pedigraph.namespace';
