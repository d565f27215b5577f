/** For repositories that a feature provides: `useFactory: (runner) => new XRepository(runner), inject: [TransactionRunner]` is the usual way; these two are for what needs more. */
export const DATA_SOURCE = Symbol('data source');
export const HOT_POOL = Symbol('hot pool');
