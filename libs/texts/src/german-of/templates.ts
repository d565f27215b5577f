/** What the gallery of templates says. */
export const templates = {
  'A catalogue to choose from, a form for the rest, and a rule for what needs a manager’s word.':
    'Ein Katalog zur Auswahl, ein Formular für den Rest und eine Regel dafür, was die Zustimmung der Führungskraft braucht.',
  'A model connection (OpenAI, Ollama, or anything that speaks like one)':
    'Eine Modellanbindung (OpenAI, Ollama oder etwas, das dieselbe Sprache spricht)',
  'A model sorts what is written, answers what it can, and gathers details for the rest. Works without one, too.':
    'Ein Modell ordnet ein, was geschrieben wird, beantwortet, was es kann, und sammelt für den Rest die Einzelheiten. Läuft auch ohne Modell.',
  'Account is locked': 'Konto ist gesperrt',
  'Asks what somebody works on, proposes a model, and takes accessories and the place of delivery.':
    'Fragt, woran jemand arbeitet, schlägt ein Gerät vor und nimmt Zubehör und Lieferort auf.',
  'Computer is slow': 'Computer ist langsam',
  'Explains why accounts get locked, finds the device that locks it again, and gathers what the desk needs.':
    'Erklärt, warum Konten gesperrt werden, findet das Gerät, das erneut sperrt, und sammelt, was der Helpdesk braucht.',
  'Finds the usual causes of a slow computer, from a missing restart to a full disk.':
    'Findet die üblichen Ursachen eines langsamen Computers, vom fehlenden Neustart bis zur vollen Festplatte.',
  'First line with a model': 'Erste Auskunft mit Modell',
  'Five things to try when the VPN fails, and a summary for the helpdesk when none of them helps.':
    'Fünf Schritte, wenn das VPN nicht geht, und eine Zusammenfassung für den Helpdesk, wenn keiner hilft.',
  'From paper and queue to the right printer, with a summary that names the device.':
    'Von Papier und Warteschlange bis zum richtigen Drucker, mit einer Zusammenfassung, die das Gerät nennt.',
  'Is it down?': 'Ist etwas gestört?',
  'Judges by a few questions how bad it is, says what to do at once, and makes the report.':
    'Beurteilt mit wenigen Fragen, wie schlimm es ist, sagt, was sofort zu tun ist, und verfasst die Meldung.',
  'Lost or stolen device': 'Verlorenes oder gestohlenes Gerät',
  'Order a laptop': 'Laptop bestellen',
  'Printer does not print': 'Drucker druckt nicht',
  'Reads your status page over HTTP and shows what is disturbed; says so when the page itself cannot be read.':
    'Liest Ihre Statusseite über HTTP und zeigt, was gestört ist; sagt es auch, wenn die Seite selbst nicht zu lesen ist.',
  'Report a phishing mail': 'Phishing-Mail melden',
  'Software request': 'Software-Antrag',
  'Tells apart no network, no sign-in and a slow one, then guides through what helps.':
    'Unterscheidet kein Netz, keine Anmeldung und ein langsames Netz und führt dann durch das, was hilft.',
  'The address of a status page with a JSON summary, in the HTTP node':
    'Die Adresse einer Statusseite mit JSON-Zusammenfassung, im HTTP-Knoten',
  'VPN does not connect': 'VPN verbindet nicht',
  'What to do in the first minutes after a device is gone, and a report that holds everything at once.':
    'Was in den ersten Minuten zu tun ist, wenn ein Gerät weg ist, und eine Meldung, in der gleich alles steht.',
  'Wi-Fi does not work': 'WLAN funktioniert nicht',
} as const;
