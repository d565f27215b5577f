import type { JSX } from 'react';

/** The states of a path that have a colour of their own. The style sheet says which arrow a path has, where it says its colour. */
const STATES = ['plain', 'chosen', 'lit', 'other'] as const;

/** The arrows of all paths: one a colour, however many paths there are. */
export function Arrows(): JSX.Element {
  return (
    <svg className="pb-arrows" aria-hidden="true">
      <defs>
        {STATES.map((state) => (
          <marker
            key={state}
            id={`pb-arrow-${state}`}
            data-state={state}
            markerUnits="userSpaceOnUse"
            markerWidth={28}
            markerHeight={28}
            viewBox="-10 -10 20 20"
            orient="auto"
          >
            <path d="M-5 -4 0 0 -5 4Z" />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
