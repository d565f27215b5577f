import type { z } from 'zod';

/** What this lib needs to know of a node type; definitions of node-kit fit it. */
export interface NodeType {
  type: string;
  title: string;
  version: number;
  config: z.ZodType;
  raw: readonly string[];
  translatable: readonly string[];
  outlets(
    config: Record<string, unknown>,
  ): readonly { id: string; label: string; kind: 'plain' | 'error' | 'stuck'; fallback?: string }[];
  waits: boolean | ((config: Record<string, unknown>) => boolean);
  /** What a card says below its title. */
  summary?(config: Record<string, unknown>): string;
  inspect?(
    config: Record<string, unknown>,
    scope: { nodeId: string; flowKey: string; hasEdge(outlet: string): boolean },
  ): { path: string; severity: 'error' | 'warning'; code: string; message: string }[];
  sets?(config: Record<string, unknown>): string[];
  upgrades: readonly ((config: Record<string, unknown>) => Record<string, unknown>)[];
}

export interface NodeTypes {
  get(type: string): NodeType | undefined;
}
