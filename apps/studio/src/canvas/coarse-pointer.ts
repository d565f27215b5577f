/** Where the pointer is a finger. */
export const coarsePointer = window.matchMedia('(pointer: coarse)');
