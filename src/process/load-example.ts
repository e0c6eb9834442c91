export async function loadExample(_: { url: string; token?: string | undefined }): Promise<boolean> {
  return false;
}
