/**
 * A loader for each question that a request asks, made the first time it is asked.
 * @param keyOf by which questions are alike. @default their JSON
 */
export function loaderBy<Question, Loader>(
  create: (question: Question) => Loader,
  keyOf: (question: Question) => string = JSON.stringify,
): (question: Question) => Loader {
  const loaders = new Map<string, Loader>();
  return (question) => {
    const key = keyOf(question);
    const known = loaders.get(key);
    if (known !== undefined) return known;
    const loader = create(question);
    loaders.set(key, loader);
    return loader;
  };
}
