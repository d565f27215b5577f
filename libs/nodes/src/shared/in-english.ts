import type { Say } from '@patchbay/node-kit';

/** What a definition says where nobody asks for another language: documents are checked, and flows run, in English. */
export const inEnglish: Say = (english) => english;
