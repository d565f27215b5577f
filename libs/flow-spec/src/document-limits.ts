/** Limits of a flow document, in one place. Past them a save or an import is refused. */
export const DOCUMENT_LIMITS = {
  /** UTF-8 bytes of its JSON text. */
  bytes: 2 * 1024 * 1024,
  nodes: 5_000,
  /** Levels of nesting. */
  depth: 32,
  variables: 2_000,
  notes: 2_000,
} as const;

/** Release that documents may ask for in `minVersion`. */
export const PRODUCT_VERSION = '0.1.0';

export const FLOW_FORMAT = 'patchbay.flow/1';
export const keyPattern = /^[a-z0-9-]{1,64}$/;
export const nodeIdPattern = /^[A-Za-z0-9_-]{1,64}$/;
export const variableKeyPattern = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
