/** Why a document was refused, and where: `path` is dotted from the document (`nodes.3.config`). */
export interface DocumentIssue {
  path: string;
  code: string;
  message: string;
}

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; issues: DocumentIssue[] };
