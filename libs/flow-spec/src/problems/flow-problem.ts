/** Every code that a problem can have beside those of a node type's own `inspect`. */
export const PROBLEM_CODES = {
  'start.missing': 'The flow has no start.',
  'start.several': 'The flow has more than one start.',
  'node.unknown_type': 'The type of a node is not known to this release.',
  'node.newer_version': 'A node was written for a newer version of its type.',
  'node.unreachable': 'No path leads to a node.',
  'config.invalid': 'A value of a config is missing or wrong.',
  'config.unknown_key': 'A config holds a key that its type does not have.',
  'key.unknown': 'An edge, a variable or a note holds a key that it does not have.',
  'template.parse': 'A template does not parse.',
  'template.loose_dot': 'A path in a template ends in a dot.',
  'template.limit': 'A template is too long.',
  'variable.unknown': 'A template reads a variable that is neither declared nor saved anywhere in the flow.',
  'variable.never_set': 'A template reads a variable that has no default and is set nowhere in the flow.',
  'variable.set_later': 'A template reads a variable before any node can have set it.',
  'variable.invalid': 'A declared variable has a wrong type, scope or the like.',
  'variable.default_type': 'The default of a variable is not of its type.',
  'reference.unknown': 'A template reads something that does not exist.',
  'edge.missing': 'A port that should lead on has no edge.',
  'edge.error_unrouted': 'A node that can fail leads nowhere when it does, and no setting says what follows.',
  'edge.no_way_back': 'What a loop does with each item does not lead back to it.',
  'edge.port_unknown': 'An edge leaves a port that its node does not have.',
  'cycle.endless': 'A cycle has no wait and no way out.',
  'cycle.no_wait': 'A cycle has no wait in it.',
  'goto.unknown': 'A setting leads to a node that does not exist.',
  'settings.invalid': 'A setting is wrong.',
  'handoff.unsupported': 'Handing over to a person needs the desk, which this release does not have.',
  'feature.inactive': 'A setting is kept but does nothing in this release.',
  'translation.unknown_path': 'A translation is for a text that does not exist.',
  'subflow.recursive': 'A flow calls itself, directly or through others.',
  'subflow.missing': 'A called flow does not exist.',
  'subflow.not_published': 'A called flow is not published.',
  'connection.missing': 'A connection does not exist.',
  'connection.no_credential': 'A connection has no credential.',
  'env.missing': 'A workspace variable does not exist.',
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

export interface ProblemOf<Code extends string> {
  nodeId: string | null;
  path: string;
  severity: 'error' | 'warning';
  code: Code;
  message: string;
}

/**
 * A fault of a document that was let in: shown in the editor, and refused by publish when it is an error. `path` is dotted: from the node's config, or,
 * for codes that begin with `edge`, the port; without a node from the document. `code` is a `ProblemCode` or one of the node type's own.
 */
export type FlowProblem = ProblemOf<string>;

/** A problem that this lib finds. */
export type OwnProblem = ProblemOf<ProblemCode>;
