/** Limits of a flow document, in one place. Past them a save or an import is refused. */
export const DOCUMENT_LIMITS = {
  /** UTF-8 bytes of its JSON text. */
  bytes: 2 * 1024 * 1024,
  nodes: 5_000,
  /** Levels of nesting: the document itself is the first. */
  depth: 32,
} as const;

/** Release that documents may ask for in `minVersion`. */
export const PRODUCT_VERSION = '0.1.0';

export const FLOW_FORMAT = 'patchbay.flow/1';
export const LONGEST_NAME = 200;
export const keyPattern = /^[a-z0-9-]{1,64}$/;

/** Ids of nodes and notes. `__proto__` would fit the pattern, and is no key of a plain object. */
export function isNodeId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value) && value !== '__proto__';
}

export function isVariableKey(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(value) && value !== '__proto__';
}
