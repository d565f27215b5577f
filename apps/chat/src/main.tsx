import '@patchbay/conversation-view/conversation.css';
import './chat-page.css';
import { viewTexts, viewLanguage } from '@patchbay/conversation-view';
import { createRoot } from 'react-dom/client';
import { readBot } from './bot.ts';
import { ChatPage } from './chat-page.tsx';
import { MissingPage } from './missing-page.tsx';

const root = document.getElementById('app');
const locale = navigator.language;
const { address, name, texts: overrides, uploads } = readBot(document);
const texts = viewTexts(locale, overrides);
document.documentElement.lang = viewLanguage(locale);
document.title = name ?? texts('gone');
if (root) {
  createRoot(root).render(
    name === undefined ? (
      <MissingPage texts={texts} />
    ) : (
      <ChatPage address={address} name={name} locale={locale} texts={texts} uploads={uploads} />
    ),
  );
}
