export const ui = {
  cancel: 'Cancel',
  close: 'Close',
  couldNotBeLoaded: 'This could not be loaded',
  loading: 'Loading',
  tryAgain: 'Try again',
  undo: 'Undo',
} as const;
