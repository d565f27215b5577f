import { spawn } from 'node:child_process';
import path from 'node:path';

// Programs of their own, since the libraries of Node and of browsers must not be seen by each other's code; tests of what runs in browsers know both.
// Checked by the native compiler, at half the cost; lint and Nx need the other one's API.
const tsc = path.join('node_modules', 'typescript-native', 'bin', 'tsc');
const only = process.argv[2];
const programs = ['tsconfig.json', 'tsconfig.web.json', 'tsconfig.web-tests.json'].filter(
  (file) => !only || file.includes(only),
);
const codes = await Promise.all(
  programs.map(
    (project) =>
      new Promise<number>((resolve) => {
        spawn(process.execPath, [tsc, '-p', project], { stdio: 'inherit' }).on('exit', (code) => resolve(code ?? 1));
      }),
  ),
);
process.exit(Math.max(...codes));
