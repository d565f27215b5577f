export { Trans } from 'react-i18next';
export * from './formats.ts';
export * from './language.ts';
export * from './languages.ts';
export { localise } from './localise.ts';
export * from './use-texts.ts';
