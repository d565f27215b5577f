import { type CredentialStore, MOST_SECRET_BYTES } from './credential-store.ts';
import { missingSecret } from './store-failure.ts';

const PREFIX = 'PATCHBAY_SECRET__';

/**
 * Variables `PATCHBAY_SECRET__<WORKSPACE>__<NAME>`, hyphens as underscores: `itsm-token` of the workspace `default` is `PATCHBAY_SECRET__DEFAULT__ITSM_TOKEN`.
 * A name has no two hyphens together, so that no variable can be read as one of another workspace.
 */
export function createEnvironmentStore(variables: Readonly<Record<string, string | undefined>>): CredentialStore {
  return {
    async read({ workspace, reference: { name } }) {
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
        throw missingSecret(`"${name.slice(0, 100)}" names no variable: lower-case words with single hyphens do.`);
      const variable = `${PREFIX}${inCapitals(workspace)}__${inCapitals(name)}`;
      const value = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
      if (!value) throw missingSecret(`The variable ${variable} is not set.`);
      if (Buffer.byteLength(value) > MOST_SECRET_BYTES) throw missingSecret(`The variable ${variable} is too large.`);
      return value;
    },
  };
}

function inCapitals(text: string): string {
  return text.toUpperCase().replaceAll('-', '_');
}
