import type { shell as english } from '../english/shell.ts';
import type { Translation } from '../translation.ts';

export const shell: Translation<typeof english> = {
  accountMenu: 'Konto',
  conversations: 'Gespräche',
  connections: 'Anbindungen',
  darkColours: 'Dunkle Farben',
  flows: 'Abläufe',
  help: 'Hilfe',
  takeTheTour: 'Rundgang beginnen',
  apiDocumentation: 'API-Dokumentation',
  language: 'Sprache',
  languageOfBrowser: 'Wie der Browser',
  lightColours: 'Helle Farben',
  loading: 'Wird geladen',
  menu: 'Menü',
  password: 'Passwort',
  mentions: 'Erwähnungen',
  mentionsUnread: '{{count}} ungelesen',
  settings: 'Einstellungen',
  signOut: 'Abmelden',
  templates: 'Vorlagen',
  thatDidNotWork: 'Das hat nicht geklappt',
  skipToContent: 'Zum Inhalt springen',
  workspaceIs: 'Arbeitsbereich: {{name}}',
  workspaces: 'Arbeitsbereiche',
};
