export * from './confirm-dialog.tsx';
export * from './page.tsx';
export * from './states.tsx';
export * from './theme.ts';
