/** One step: where it is, what it points at, and the keys of what it says. `flow` stands for any flow, opened in the editor. */
export interface TourStep {
  place: '/flows' | '/templates' | '/connections' | '/conversations' | 'flow';
  /** Selector of what is pointed at; where it is not to be seen, the card stands alone. */
  target: string;
  text: 'flows' | 'templates' | 'connections' | 'conversations' | 'nodes' | 'canvas' | 'form' | 'tryIt' | 'publish';
}

/** From the list of flows through the editor to what happens after publishing. */
export const tourSteps: readonly TourStep[] = [
  { place: '/flows', target: '[data-tour="flows"]', text: 'flows' },
  { place: '/templates', target: 'article', text: 'templates' },
  { place: 'flow', target: '.pb-palette', text: 'nodes' },
  { place: 'flow', target: '.react-flow', text: 'canvas' },
  { place: 'flow', target: '.pb-side', text: 'form' },
  { place: 'flow', target: '[data-tour="try"]', text: 'tryIt' },
  { place: 'flow', target: '[data-tour="publish"]', text: 'publish' },
  { place: '/connections', target: '[data-tour="connections"]', text: 'connections' },
  { place: '/conversations', target: '[data-tour="conversations"]', text: 'conversations' },
];
