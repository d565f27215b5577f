import '@patchbay/conversation-view/conversation.css';
import './chat-page.css';
import { createRoot } from 'react-dom/client';
import { readBot } from './bot.ts';
import { ChatPage } from './chat-page.tsx';

const root = document.getElementById('app');
if (root) createRoot(root).render(<ChatPage bot={readBot(document)} />);
