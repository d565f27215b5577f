export const ui = {
  cancel: 'Cancel',
  close: 'Close',
  couldNotBeLoaded: 'This could not be loaded',
  loading: 'Loading',
  partIsMissing:
    'A part of the studio could not be fetched: there may be a newer version of Patchbay, or no network. Edits that are not saved yet are kept.',
  reload: 'Reload',
  tryAgain: 'Try again',
  undo: 'Undo',
} as const;
