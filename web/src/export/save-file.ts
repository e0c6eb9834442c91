/** Gives a file to whoever looks at the page, to be saved under a name. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName(name);
  link.click();
  // What the browser has begun to save it goes on to save.
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** A name that every system takes: letters, digits and what stands between them. */
export function fileName(name: string): string {
  return name
    .replaceAll(/[^\p{L}\p{N}._@-]+/gu, '-')
    .replaceAll(/^[-.]+|-+(?=\.[a-z]+$)/g, '')
    .slice(-120);
}
