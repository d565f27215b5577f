import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@xyflow/react/dist/style.css';
import '@patchbay/conversation-view/conversation.css';
import './studio.css';
import { startTexts } from '@patchbay/texts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { pageNonce } from './nonce.ts';

// Read by the style elements that overlays make to hold the page's scrolling.
Object.assign(globalThis, { __webpack_nonce__: pageNonce() });

const root = document.getElementById('root');
await startTexts();
if (root) createRoot(root).render(<App />);
