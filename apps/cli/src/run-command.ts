import { readFileSync } from 'node:fs';
import { findProblems, parseFlowBundle, parseJson } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { loadConfiguration } from '@patchbay/api/configuration';
import { resetAdministrator } from './reset-administrator.ts';

const usage = `patchbay <command>

  admin reset             print a link that makes an administrator, or gives one a new password
  validate <file>         check a flow document or a bundle: exit code 1 when it has errors
  test [flow…]            run test cases of flows against their drafts, at PATCHBAY_URL with PATCHBAY_API_KEY: exit code 1 when one fails
  keys rotate             seal all credentials with a new master key, while Patchbay runs
  keys forget             remove master keys that nothing is sealed with any more
  backup <file>           write the whole database into one file
  restore <file>          put a backup into an empty database; --force replaces what is there
`;

/** Runs a command of the host: gives the exit code. */
export async function runCommand(argv: string[]): Promise<number> {
  const [command, ...rest] = argv;
  try {
    switch (command) {
      case 'admin':
        if (rest[0] !== 'reset') break;
        return await resetAdministrator(loadConfiguration(process.env));
      case 'validate':
        return validate(rest[0]);
      case 'test':
        return await (await import('./test-command.ts')).testFlows({ keys: rest, environment: process.env });
      case 'keys': {
        const keys = await import('./key-commands.ts');
        if (rest[0] === 'rotate') return await keys.rotateKeys(loadConfiguration(process.env));
        if (rest[0] === 'forget') return await keys.forgetKeys(loadConfiguration(process.env));
        break;
      }
      case 'backup':
        if (rest[0] === undefined) break;
        return await (await import('./backup-commands.ts')).backup({
          configuration: loadConfiguration(process.env),
          file: rest[0],
        });
      case 'restore':
        if (rest[0] === undefined) break;
        return await (await import('./backup-commands.ts')).restore({
          configuration: loadConfiguration(process.env),
          file: rest[0],
          force: rest.includes('--force'),
        });
      case undefined:
      case 'help':
        console.log(usage);
        return 0;
      default:
        break;
    }
    console.error(usage);
    return 2;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

function validate(file: string | undefined): number {
  if (file === undefined) {
    console.error(usage);
    return 2;
  }
  const json = parseJson({ text: readFileSync(file, 'utf8'), bytes: 16 * 1024 * 1024, depth: 34 });
  const parsed = json.ok ? parseFlowBundle(json.value) : json;
  if (!parsed.ok) {
    for (const issue of parsed.issues) console.error(`${file}: ${issue.path || 'document'}: ${issue.message}`);
    return 1;
  }
  let errors = 0;
  for (const document of parsed.value.flows) {
    for (const problem of findProblems({ document, types: nodeRegistry })) {
      if (problem.severity === 'error') errors++;
      console.log(
        `${document.key}: ${problem.severity}: ${[problem.nodeId, problem.path].filter(Boolean).join('.')}: ${problem.message}`,
      );
    }
  }
  console.log(errors === 0 ? `${file}: no errors` : `${file}: ${errors} errors`);
  return errors === 0 ? 0 : 1;
}
