/** A loader for each question that a request asks, made the first time it is asked. Questions are alike where their JSON is. */
export function loaderBy<Question, Loader>(create: (question: Question) => Loader): (question: Question) => Loader {
  const loaders = new Map<string, Loader>();
  return (question) => {
    const key = JSON.stringify(question);
    const known = loaders.get(key);
    if (known !== undefined) return known;
    const loader = create(question);
    loaders.set(key, loader);
    return loader;
  };
}
