/** What browsers with trusted types have, as far as it is used; TypeScript's own types do not know them yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

/** The one policy that the server allows; nobody can make a second one of this name. */
const POLICY = 'layout-worker';

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

const policy = trustedTypes?.createPolicy(POLICY, {
  createScriptURL(address) {
    const { origin, pathname } = new URL(address, location.origin);
    if (origin !== location.origin || !pathname.startsWith('/assets/'))
      throw new TypeError(`A worker is a file of this build, in /assets/; this is ${address}.`);
    return address;
  },
});

/** The address of a script of this build, as the content policy wants it. */
export function scriptAddress(address: string): string {
  return policy?.createScriptURL(address) ?? address;
}
