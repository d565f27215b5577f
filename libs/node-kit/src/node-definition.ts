import type { z } from 'zod';
import type { Outlet } from './outlet.ts';
import type { ServiceName } from './ports/services.ts';

/** Puts what a definition says in words of its own into the language of who reads it; what an author wrote is never put through it. */
export type Say = (english: string) => string;

export type NodeGroup = 'flow' | 'talk' | 'data' | 'ai' | 'integrate' | 'desk';

/** What can happen outside when a node runs: nothing, a read, or a change of an outside system. */
export type Effect = 'none' | 'read' | 'write';

/** Shape of a node's result, for the variable picker and completion: JSON types by key, nested. */
export type OutputShape = 'text' | 'number' | 'boolean' | 'object' | 'array' | 'any' | { [key: string]: OutputShape };

/** A fault found in a node's config while it is edited and when it is published. `path` is dotted, from the config (`options.0.label`). */
export interface ConfigProblem {
  path: string;
  severity: 'error' | 'warning';
  code: string;
  message: string;
}

/** What `inspect` may know of the place that the node stands in. */
export interface InspectScope {
  nodeId: string;
  hasEdge(outlet: string): boolean;
  flowKey: string;
}

/**
 * A node type, once: palette, form, variable picker, validation, documentation and dispatch all come from here. It is data but for its pure functions.
 * `config` is the schema of the RENDERED config; before rendering a text that holds a template may stand wherever a value is expected, but for `raw` fields.
 */
export interface NodeDefinition<
  Type extends string = string,
  Config = unknown,
  Needs extends ServiceName = ServiceName,
> {
  type: Type;
  version: number;
  title: string;
  /** One sentence for the palette. */
  hint: string;
  group: NodeGroup;
  /** Name of a Tabler icon, without prefix, kebab-case. */
  icon: string;
  config: z.ZodType<Config>;
  /** Config of a node that was just added. Its texts are the author's from then on. */
  initial: Record<string, unknown>;
  /** What of `initial` is another in flows of other languages, by language: `{ de: { options: […] } }`. */
  initialIn?: Readonly<Record<string, Record<string, unknown>>>;
  /** Top-level config keys that the engine neither renders nor translates: code, conditions, values read one by one. The handler renders what it needs of them. */
  raw: readonly string[];
  /** Config paths whose texts are for end users and can be translated; `*` stands for an item of a list: `text`, `options.*.label`. */
  translatable: readonly string[];
  /** Takes a config as it is in the document, valid or not, and never throws. Labels that are the definition's own go through `say`, those that the author wrote do not. */
  outlets(config: Record<string, unknown>, say?: Say): Outlet[];
  output: OutputShape | ((config: Record<string, unknown>) => OutputShape);
  /** Key of the output that a variable of `saveAs` takes, of a node whose output tells more than that. */
  saves?: string;
  needs: readonly Needs[];
  /** What a visit does outside. Takes a config as it is in the document and never throws. */
  effect: Effect | ((config: Record<string, unknown>) => Effect);
  /** Whether a visit can wait for the user or a timer: a cycle without such a node is a problem. */
  waits: boolean | ((config: Record<string, unknown>) => boolean);
  /** One line for the card on the canvas. Takes a config as it is in the document and never throws. `say` as for `outlets`. */
  summary(config: Record<string, unknown>, say?: Say): string;
  /** Faults that the schema alone does not see. Takes a config as it is in the document and never throws. */
  inspect?(config: Record<string, unknown>, scope: InspectScope): ConfigProblem[];
  /** Variables that a visit sets beside `saveAs`: `set` assignments, `itemVar`. */
  sets?(config: Record<string, unknown>): string[];
  /** What the user is told of an output that was not made but pinned to the node in a test; takes the rendered config. Nothing, where the output alone says nothing. */
  says?(config: Record<string, unknown>, output: unknown): string | undefined;
  /** From version n to n+1 of the config, at index n-1. */
  upgrades: readonly ((config: Record<string, unknown>) => Record<string, unknown>)[];
}

/** Gives the definition back with its literal types kept. */
export function defineNode<const Type extends string, Config, const Needs extends ServiceName = never>(
  definition: NodeDefinition<Type, Config, Needs>,
): NodeDefinition<Type, Config, Needs> {
  return definition;
}

/** Type of a definition's rendered config. */
export type ConfigOf<Definition> =
  Definition extends NodeDefinition<string, infer Config, ServiceName> ? Config : never;
/** Names of the services that a definition's handler gets. */
export type NeedsOf<Definition> = Definition extends NodeDefinition<string, unknown, infer Needs> ? Needs : never;
