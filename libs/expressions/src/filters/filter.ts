import type { FilterImplOptions } from 'liquidjs';

type BuiltIn = Exclude<FilterImplOptions, { handler: unknown }>;

/** What LiquidJS gives a filter as `this`. */
export type FilterThis = ThisParameterType<BuiltIn>;

export type FilterFunction = (this: FilterThis, value: unknown, ...args: unknown[]) => unknown;
