const texts = import.meta.glob<string>(
  '../../../../node_modules/typescript/lib/lib.{es5,es2015,es2016,es2017,es2018,es2019,es2020,es2021,es2022,es2023,es2024,es2025,esnext,decorators}*.d.ts',
  { query: '?raw', import: 'default', eager: true },
);

/** TypeScript's declarations of the language, by file name. */
export const scriptLibraries: ReadonlyMap<string, string> = new Map(
  Object.entries(texts).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]),
);
