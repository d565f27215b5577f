import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@xyflow/react/dist/style.css';
import '@patchbay/conversation-view/conversation.css';
import './studio.css';
import { startTexts } from '@patchbay/texts';
import { notifyManager } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { placeOf } from './api/workspace-address.ts';
import { App } from './app.tsx';
import { pageNonce } from './nonce.ts';
import { preloadScreen } from './screens.ts';
import { holdFocus } from './shell/hold-focus.ts';
import { returnFocusAfterDialogs } from './shell/return-focus.ts';

// Read by the style elements that overlays make to hold the page's scrolling.
Object.assign(globalThis, { __webpack_nonce__: pageNonce() });

// What was answered is drawn at once, not after a timer.
notifyManager.setScheduler(queueMicrotask);

returnFocusAfterDialogs();
holdFocus();

// No await at the top of the module: what is fetched here may import from the file that this is in, and would wait for its end.
async function begin(): Promise<void> {
  await Promise.all([startTexts(), preloadScreen(placeOf(window.location.pathname).path)]);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
}

void begin();
