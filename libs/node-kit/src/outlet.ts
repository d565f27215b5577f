/** A port that an edge can leave from. `id` is what an edge names: `next`, `option:laptop`, `case:many`. */
export interface Outlet {
  id: string;
  label: string;
  /** `error` outlets follow the flow's `onError` without an edge, `stuck` ones its `onStuck`; `plain` ones end the path. */
  kind: 'plain' | 'error' | 'stuck';
  /** Taken instead when this outlet has no edge, as a choice's `next` for an option. */
  fallback?: string;
}
