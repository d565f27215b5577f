const en = {
  you: 'You',
  bot: 'Assistant',
  agent: 'Support',
  takenAs: 'Understood as: {option}',
  begin: 'Write the first message.',
  composer: 'Write a message',
  send: 'Send',
  stop: 'Stop writing',
  writing: 'Writing …',
  stopped: 'Stopped',
  restart: 'Start over',
  lost: 'The connection is lost. Trying again …',
  overloaded: 'The assistant is busy. Trying again …',
  offline: 'This assistant was taken offline. It takes no messages at the moment.',
  retryNow: 'Try now',
  gone: 'This assistant is not available',
  goneHint: 'The address may be wrong, or the assistant is offline at the moment.',
  queued: 'Will be sent next',
  trying: 'Not delivered yet, trying again …',
  notSent: 'Not sent.',
  back: 'Back to the conversation before',
  earlier: 'Show earlier messages',
  charactersLeft: '{n} characters left',
  stepFailed: 'A step of this conversation failed.',
  componentClosed: 'This was answered or asked again in the meantime.',
  form: 'Form',
  table: 'Table',
  resuming: 'Picking up where you left off …',
  opening: 'Connecting …',
  closedResolved: 'This conversation has ended. Glad to have helped.',
  closedEscalated: 'This conversation has ended. It was passed on to the team.',
  closedAbandoned: 'This conversation has ended.',
  reopened: 'New conversation',
  writeToReopen: 'Write a message to begin anew',
  choose: 'Choose …',
  confirmChoice: 'Confirm',
  nothing: 'None of them',
  cancelled: 'Cancelled',
  cancel: 'Cancel',
  required: 'required',
  yes: 'Yes',
  no: 'No',
  comment: 'Add a comment (optional)',
  sendFeedback: 'Send rating',
  star: '{n} of 5 stars',
  thumbUp: 'Helpful',
  thumbDown: 'Not helpful',
  choosePrompt: 'Select',
  noRows: 'Nothing to show',
  moreRows: '{shown} of {total} rows',
  missing: 'This is required.',
  sources: 'Sources',
  jump: 'Newest messages',
  log: 'Conversation',
  handoffQueued: 'Waiting for a colleague …',
  handoffClosed: 'The colleague has left.',
  handoffActive: '{name} has joined.',
  copy: 'Copy',
  copied: 'Copied',
  newMessages: 'New messages',
  attach: 'Attach files',
  attached: 'Attached files',
  attachedCount: 'Files attached: {n}',
  uploading: 'Sending files …',
  dropHere: 'Drop files here',
  remove: 'Remove {name}',
  again: 'Try again',
  tooLarge: 'Larger than {size}.',
  tooMany: 'At most {n} files go with a message.',
  kindNotTaken: 'This kind of file is not taken. What is: {kinds}.',
  emptyFile: 'The file is empty.',
  filesGone: 'A file is not there any more. Please attach it again.',
  noMoreFiles: 'No more files are taken.',
  download: 'Download',
  notDownloaded: 'The download failed.',
};

export type ViewTextKey = keyof typeof en;

const de: Record<ViewTextKey, string> = {
  you: 'Sie',
  bot: 'Assistent',
  agent: 'Support',
  takenAs: 'Verstanden als: {option}',
  begin: 'Schreiben Sie die erste Nachricht.',
  composer: 'Nachricht schreiben',
  send: 'Senden',
  stop: 'Schreiben anhalten',
  writing: 'Schreibt …',
  stopped: 'Angehalten',
  restart: 'Neu beginnen',
  lost: 'Die Verbindung ist unterbrochen. Neuer Versuch …',
  overloaded: 'Der Assistent ist ausgelastet. Neuer Versuch …',
  offline: 'Dieser Assistent wurde abgeschaltet. Er nimmt zurzeit keine Nachrichten an.',
  retryNow: 'Jetzt versuchen',
  gone: 'Dieser Assistent ist nicht erreichbar',
  goneHint: 'Vielleicht stimmt die Adresse nicht, oder der Assistent ist zurzeit abgeschaltet.',
  queued: 'Wird als Nächstes gesendet',
  trying: 'Noch nicht zugestellt, neuer Versuch …',
  notSent: 'Nicht gesendet.',
  back: 'Zurück zum vorigen Gespräch',
  earlier: 'Frühere Nachrichten zeigen',
  charactersLeft: 'Noch {n} Zeichen',
  stepFailed: 'Ein Schritt dieses Gesprächs ist fehlgeschlagen.',
  componentClosed: 'Das wurde inzwischen beantwortet oder neu gefragt.',
  form: 'Formular',
  table: 'Tabelle',
  resuming: 'Das Gespräch wird fortgesetzt …',
  opening: 'Verbinden …',
  closedResolved: 'Dieses Gespräch ist beendet. Schön, dass wir helfen konnten.',
  closedEscalated: 'Dieses Gespräch ist beendet. Es wurde an das Team weitergegeben.',
  closedAbandoned: 'Dieses Gespräch ist beendet.',
  reopened: 'Neues Gespräch',
  writeToReopen: 'Schreiben Sie, um neu zu beginnen',
  choose: 'Auswählen …',
  confirmChoice: 'Bestätigen',
  nothing: 'Nichts davon',
  cancelled: 'Abgebrochen',
  cancel: 'Abbrechen',
  required: 'Pflichtfeld',
  yes: 'Ja',
  no: 'Nein',
  comment: 'Kommentar (freiwillig)',
  sendFeedback: 'Bewertung senden',
  star: '{n} von 5 Sternen',
  thumbUp: 'Hilfreich',
  thumbDown: 'Nicht hilfreich',
  choosePrompt: 'Auswählen',
  noRows: 'Keine Einträge',
  moreRows: '{shown} von {total} Zeilen',
  missing: 'Bitte ausfüllen.',
  sources: 'Quellen',
  jump: 'Neueste Nachrichten',
  log: 'Gespräch',
  handoffQueued: 'Warten auf einen Menschen …',
  handoffClosed: 'Das Gespräch mit dem Menschen ist beendet.',
  handoffActive: '{name} ist jetzt im Gespräch.',
  copy: 'Kopieren',
  copied: 'Kopiert',
  newMessages: 'Neue Nachrichten',
  attach: 'Dateien anhängen',
  attached: 'Angehängte Dateien',
  attachedCount: 'Dateien angehängt: {n}',
  uploading: 'Dateien werden übertragen …',
  dropHere: 'Dateien hier ablegen',
  remove: '{name} entfernen',
  again: 'Erneut versuchen',
  tooLarge: 'Größer als {size}.',
  tooMany: 'Höchstens {n} Dateien je Nachricht.',
  kindNotTaken: 'Diese Art von Datei wird nicht angenommen. Möglich sind: {kinds}.',
  emptyFile: 'Die Datei ist leer.',
  filesGone: 'Eine Datei ist nicht mehr da. Bitte hängen Sie sie noch einmal an.',
  noMoreFiles: 'Es werden keine weiteren Dateien angenommen.',
  download: 'Herunterladen',
  notDownloaded: 'Das Herunterladen ist fehlgeschlagen.',
};

export type ViewTexts = (key: ViewTextKey, values?: Record<string, string | number>) => string;

/** A flow's own wordings of these texts: by key, or by language and then key. */
export type ViewTextOverrides = Record<string, string | Record<string, string>>;

/** The view's own texts in the language of a locale, English when there is none; a flow's own wording comes first, that for the language before that for all. */
export function viewTexts(locale: string, overrides: ViewTextOverrides = {}): ViewTexts {
  const languages = chain(locale);
  const catalogue = languages.includes('de') ? de : en;
  const byLanguage = new Map(Object.entries(overrides).map(([name, value]) => [name.toLowerCase(), value]));
  const wordings = languages.map((language) => byLanguage.get(language)).filter((value) => typeof value === 'object');
  return (key, values = {}) => {
    const own = wordings.map((texts) => texts[key]).find((text) => typeof text === 'string');
    const everywhere = Object.hasOwn(overrides, key) ? overrides[key] : undefined;
    const text = own ?? (typeof everywhere === 'string' ? everywhere : catalogue[key]);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

/** The language of the texts that a locale gives: `de` or `en`. */
export function viewLanguage(locale: string): string {
  return chain(locale).includes('de') ? 'de' : 'en';
}

// `de-CH` falls back to `de`.
function chain(locale: string): string[] {
  const parts = locale.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}
