/** The texts of the templates in German, by the English ones. */
export const germanSentences: Readonly<Record<string, string>> = {
  // Guided troubleshooting
  'Let us get your **VPN** going. It takes about three minutes.':
    'Bringen wir Ihr **VPN** zum Laufen. Das dauert etwa drei Minuten.',
  'Open any web page outside the company, such as a news site.':
    'Öffnen Sie irgendeine Seite außerhalb der Firma, etwa eine Nachrichtenseite.',
  'Quit the VPN client fully (also beside the clock) and start it again.':
    'Beenden Sie das VPN-Programm ganz (auch neben der Uhr) und starten Sie es neu.',
  'Choose another gateway in the client, or “Automatic”.':
    'Wählen Sie im Programm einen anderen Zugangspunkt oder „Automatisch“.',
  'Check date and time of your device: when they are wrong, certificates are refused.':
    'Prüfen Sie Datum und Uhrzeit Ihres Geräts: Sind sie falsch, werden Zertifikate abgelehnt.',
  'Try another network: the hotspot of your phone for a minute.':
    'Versuchen Sie ein anderes Netz: für eine Minute den Hotspot Ihres Telefons.',
  'Yes, it works': 'Ja, es geht',
  No: 'Nein',
  Yes: 'Ja',
  yes: 'ja',
  no: 'nein',
  works: 'geht',
  fixed: 'behoben',
  'still not': 'immer noch nicht',
  'does not work': 'geht nicht',
  'Good. Should it come back, start here again.': 'Gut. Sollte es wiederkommen, beginnen Sie hier von vorn.',
  'Then a colleague has to look at it': 'Dann muss eine Kollegin oder ein Kollege nachsehen',
  Continue: 'Weiter',
  'Name of your device': 'Name Ihres Geräts',
  'Since when?': 'Seit wann?',
  'Error message, word for word': 'Fehlermeldung, Wort für Wort',
  'It often stands on a label.': 'Er steht oft auf einem Aufkleber.',
  VPN: 'Das VPN geht nicht',
  'Wi-Fi': 'Das WLAN geht nicht',
  'The printer': 'Der Drucker geht nicht',
  'The computer is slow; it': 'Der Computer ist langsam',
  'Sign-in': 'Die Anmeldung geht nicht',
  'All right. Tried so far: {{ vars.tried | join: ", " }}.':
    'In Ordnung. Bisher versucht: {{ vars.tried | join: ", " }}.',
  'Was this a help?': 'War das eine Hilfe?',
  'Was this a help all the same?': 'War das trotzdem eine Hilfe?',
  'Let us look at your **Wi-Fi**.': 'Sehen wir uns Ihr **WLAN** an.',
  'What do you see?': 'Was sehen Sie?',
  'My network is not in the list': 'Mein Netz ist nicht in der Liste',
  'It asks for a password again and again': 'Es fragt immer wieder nach dem Passwort',
  'Connected, but slow or without internet': 'Verbunden, aber langsam oder ohne Internet',
  'not in the list': 'nicht in der Liste',
  'no network': 'kein Netz',
  password: 'Passwort',
  'sign in': 'anmelden',
  slow: 'langsam',
  'no internet': 'kein Internet',
  'Then it is mostly the radio: a switch, flight mode, or too far from the access point.':
    'Dann liegt es meist am Funk: ein Schalter, der Flugmodus oder zu weit weg vom Zugangspunkt.',
  'After a change of password, devices keep the old one. “Forget” the network in the step that says so.':
    'Nach einem Passwortwechsel behalten Geräte das alte. „Vergessen“ Sie das Netz in dem Schritt, der es sagt.',
  'Switch flight mode on, wait ten seconds, and switch it off.':
    'Schalten Sie den Flugmodus ein, warten Sie zehn Sekunden und schalten Sie ihn aus.',
  'Go closer to the access point, or into the corridor.': 'Gehen Sie näher an den Zugangspunkt oder auf den Flur.',
  'Choose “Forget this network”, then connect again with your current password.':
    'Wählen Sie „Dieses Netz vergessen“ und verbinden Sie sich mit Ihrem aktuellen Passwort neu.',
  'Restart the device.': 'Starten Sie das Gerät neu.',
  'Let us get you your **print-out**.': 'Kommen wir zu Ihrem **Ausdruck**.',
  'Look at the printer’s display: paper, toner or a jam are named there. Mend it, and wait a minute.':
    'Sehen Sie auf die Anzeige des Druckers: Papier, Toner oder ein Stau stehen dort. Beheben Sie es und warten Sie eine Minute.',
  'Check that you chose the printer that you stand at: its name is on its label.':
    'Prüfen Sie, ob Sie den Drucker gewählt haben, vor dem Sie stehen: Sein Name steht auf dem Aufkleber.',
  'Open the print queue on your device, remove what is stuck, and print again.':
    'Öffnen Sie die Druckwarteschlange auf Ihrem Gerät, entfernen Sie, was festhängt, und drucken Sie noch einmal.',
  'Switch the printer off, wait ten seconds, and switch it on.':
    'Schalten Sie den Drucker aus, warten Sie zehn Sekunden und schalten Sie ihn ein.',
  'Print a test page from the printer’s settings on your device.':
    'Drucken Sie aus den Druckereinstellungen Ihres Geräts eine Testseite.',
  'A slow computer mostly has one of five causes. Let us go through them.':
    'Ein langsamer Computer hat meist eine von fünf Ursachen. Gehen wir sie durch.',
  'How many **days** ago did you last restart it? (A number; 0 for today.)':
    'Vor wie vielen **Tagen** haben Sie ihn zuletzt neu gestartet? (Eine Zahl; 0 für heute.)',
  'A number of days, please.': 'Bitte eine Anzahl Tage.',
  '{{ vars.days }} days are long: updates wait for a restart and slow everything down until then.':
    '{{ vars.days }} Tage sind lang: Updates warten auf einen Neustart und bremsen bis dahin alles.',
  'Save your work and choose **Restart** (not: shut down).':
    'Sichern Sie Ihre Arbeit und wählen Sie **Neu starten** (nicht: Herunterfahren).',
  'Close what you do not need, browsers with many tabs first.':
    'Schließen Sie, was Sie nicht brauchen, zuerst Browser mit vielen Tabs.',
  'Look at the free space of your disk: below 10 % it gets slow. Empty the bin and the downloads.':
    'Sehen Sie nach dem freien Platz Ihrer Festplatte: Unter 10 % wird es langsam. Leeren Sie Papierkorb und Downloads.',
  'Plug in the charger and choose “Best performance” in the energy settings.':
    'Schließen Sie das Netzteil an und wählen Sie in den Energieeinstellungen „Beste Leistung“.',
  'Install what the system offers as updates, and restart once more.':
    'Installieren Sie, was das System an Updates anbietet, und starten Sie noch einmal neu.',
  'A locked account mostly opens by itself after a while, unless a device goes on trying an **old password**.':
    'Ein gesperrtes Konto öffnet sich meist nach einer Weile von selbst, außer ein Gerät versucht es weiter mit einem **alten Passwort**.',
  'Have 15 minutes passed without a try? Then sign in once, slowly, with Caps Lock off.':
    'Sind 15 Minuten ohne Versuch vergangen? Dann melden Sie sich einmal an, langsam, ohne Feststelltaste.',
  'Switch your phone and tablet to flight mode: mail apps try old passwords again and again.':
    'Schalten Sie Telefon und Tablet in den Flugmodus: Mail-Apps versuchen alte Passwörter immer wieder.',
  'Remove old passwords that your browser and your device have saved for the company.':
    'Entfernen Sie alte Passwörter, die Ihr Browser und Ihr Gerät für die Firma gespeichert haben.',
  'Disconnect network drives, and sign out of remote sessions that you left open.':
    'Trennen Sie Netzlaufwerke und melden Sie sich von Fernsitzungen ab, die Sie offen gelassen haben.',
  // Software request
  'What software do you need?': 'Welche Software brauchen Sie?',
  'Shall I show you what we have?': 'Soll ich Ihnen zeigen, was wir haben?',
  'Show the catalogue': 'Katalog zeigen',
  'I need something else': 'Ich brauche etwas anderes',
  Catalogue: 'Katalog',
  Software: 'Software',
  Licence: 'Lizenz',
  Takes: 'Dauer',
  'Software request': 'Software-Antrag',
  'Ask for it': 'Beantragen',
  'For how many people?': 'Für wie viele Personen?',
  'Needed by': 'Gebraucht bis',
  'What for?': 'Wofür?',
  '**{{ vars.request.software }}** for {{ vars.request.licences }} needs your manager’s word. Send them this:\n\n> I need {{ vars.request.software }} for {{ vars.request.licences }} (by {{ vars.request.until | default: "no date" }}): {{ vars.request.reason }}':
    '**{{ vars.request.software }}** für {{ vars.request.licences }} braucht die Zustimmung Ihrer Führungskraft. Schicken Sie ihr das:\n\n> Ich brauche {{ vars.request.software }} für {{ vars.request.licences }} (bis {{ vars.request.until | default: "ohne Termin" }}): {{ vars.request.reason }}',
  '**{{ vars.request.software }}** needs nobody’s word. It takes {{ vars.item.wait }}.':
    '**{{ vars.request.software }}** braucht keine Zustimmung. Dauer: {{ vars.item.wait }}.',
  'Nothing was asked for.': 'Es wurde nichts beantragt.',
  'Was that easy?': 'War das einfach?',
  // Laptop
  'I help you to the right **laptop**.': 'Ich helfe Ihnen zum richtigen **Laptop**.',
  'What will you mostly do with it?': 'Was werden Sie hauptsächlich damit tun?',
  'Mail, texts, web': 'Mail, Texte, Web',
  'Much on the road': 'Viel unterwegs',
  'Code, data, design': 'Code, Daten, Gestaltung',
  'Then **{{ vars.model }}** fits.': 'Dann passt **{{ vars.model }}**.',
  Order: 'Bestellung',
  'Order it': 'Bestellen',
  'It replaces': 'Er ersetzt',
  'Along with it': 'Dazu',
  'Deliver to (office, floor, room)': 'Lieferung an (Büro, Stockwerk, Raum)',
  'Not before': 'Nicht vor',
  'Nothing: it is my first': 'Nichts: Er ist mein erster',
  'A broken one': 'Einen kaputten',
  'An old one': 'Einen alten',
  'Docking station': 'Dockingstation',
  'Second screen': 'Zweiter Bildschirm',
  Headset: 'Headset',
  Bag: 'Tasche',
  '**{{ vars.model }}** to **{{ vars.order.place }}**, with: {{ vars.order.accessories | join: ", " | default: "nothing else" }}. Is that right?':
    '**{{ vars.model }}** an **{{ vars.order.place }}**, dazu: {{ vars.order.accessories | join: ", " | default: "nichts weiter" }}. Stimmt das?',
  'Change it': 'Ändern',
  right: 'stimmt',
  ok: 'ok',
  wrong: 'falsch',
  'Noted on {{ now | date: "%d.%m.%Y" }}. Hand this to who orders in your team; laptops mostly take two weeks.':
    'Aufgenommen am {{ now | date: "%d.%m.%Y" }}. Geben Sie das weiter, wo Ihr Team bestellt; Laptops brauchen meist zwei Wochen.',
  'Nothing was ordered.': 'Es wurde nichts bestellt.',
  // Lost device
  'Good that you say so at once: **minutes count**.': 'Gut, dass Sie es gleich sagen: **Minuten zählen**.',
  'What happened?': 'Was ist geschehen?',
  'I lost it': 'Ich habe es verloren',
  'It was stolen': 'Es wurde gestohlen',
  lost: 'verloren',
  forgot: 'vergessen',
  left: 'liegen gelassen',
  stolen: 'gestohlen',
  theft: 'Diebstahl',
  robbed: 'ausgeraubt',
  'Call where you were last: lost property of trains and taxis is mostly found the same day.':
    'Rufen Sie dort an, wo Sie zuletzt waren: In Bahn und Taxi findet sich Verlorenes meist am selben Tag.',
  'Go to the police **first** and have the report’s number written down: the insurance asks for it.':
    'Gehen Sie **zuerst** zur Polizei und lassen Sie sich die Nummer der Anzeige geben: Die Versicherung fragt danach.',
  '1. Call the emergency number of your IT desk: only a person can lock the device.\n2. Change your password from another device.\n3. End your other sessions where your account offers it.':
    '1. Rufen Sie die Notfallnummer Ihres IT-Helpdesks an: Nur ein Mensch kann das Gerät sperren.\n2. Ändern Sie Ihr Passwort an einem anderen Gerät.\n3. Beenden Sie Ihre anderen Sitzungen, wo Ihr Konto das anbietet.',
  Report: 'Meldung',
  'Make the report': 'Meldung verfassen',
  'What is gone?': 'Was ist weg?',
  'Its name or number': 'Name oder Nummer',
  Day: 'Tag',
  'Where was it last?': 'Wo war es zuletzt?',
  'Customer or personal data on it': 'Kunden- oder Personendaten darauf',
  'Number of the police report': 'Nummer der Anzeige',
  'As on its label, if you know it.': 'Wie auf dem Aufkleber, wenn Sie es wissen.',
  Laptop: 'Laptop',
  Phone: 'Telefon',
  Tablet: 'Tablet',
  'Something else': 'Etwas anderes',
  'Because of the data, **data protection** must hear of it within 72 hours: pass the report on to them as well.':
    'Wegen der Daten muss der **Datenschutz** binnen 72 Stunden davon erfahren: Geben Sie die Meldung auch dorthin.',
  '> {{ vars.report.kind }} {{ vars.report.name }}, {{ vars.how | downcase }}, {{ vars.report.day }}, {{ vars.report.where }}. Police: {{ vars.report.police | default: "not yet" }}.\n\nSend this to your security team.':
    '> {{ vars.report.kind }} {{ vars.report.name }}, {{ vars.how | downcase }}, {{ vars.report.day }}, {{ vars.report.where }}. Polizei: {{ vars.report.police | default: "noch nicht" }}.\n\nSenden Sie das an Ihr Sicherheitsteam.',
  // Phishing
  'Thank you for being careful. **Do not click anything more** in that mail.':
    'Danke, dass Sie achtsam sind. **Klicken Sie nichts mehr** in dieser Mail an.',
  'What did you do with it?': 'Was haben Sie damit gemacht?',
  'Only read it': 'Nur gelesen',
  'Clicked a link': 'Einen Link angeklickt',
  'Entered a password': 'Ein Passwort eingegeben',
  'Opened an attachment': 'Einen Anhang geöffnet',
  '**Change that password now**, everywhere you use it, from another device. Then call your IT desk.':
    '**Ändern Sie dieses Passwort jetzt**, überall, wo Sie es verwenden, an einem anderen Gerät. Rufen Sie dann Ihren IT-Helpdesk an.',
  '**Switch off Wi-Fi and unplug the network cable**, leave the device on, and call your IT desk.':
    '**Schalten Sie das WLAN aus und ziehen Sie das Netzwerkkabel**, lassen Sie das Gerät an und rufen Sie Ihren IT-Helpdesk an.',
  'Close the page. As long as you entered nothing, that is mostly all. Watch for odd sign-in messages.':
    'Schließen Sie die Seite. Solange Sie nichts eingegeben haben, genügt das meist. Achten Sie auf seltsame Anmeldehinweise.',
  'Reading alone does no harm.': 'Lesen allein schadet nicht.',
  'About the mail': 'Zu der Mail',
  'Address of the sender': 'Adresse des Absenders',
  Subject: 'Betreff',
  'Received on': 'Erhalten am',
  'Forward the mail **as an attachment** to your security team, with this:\n\n> From {{ vars.mail.sender }}, “{{ vars.mail.subject }}”. So far: {{ vars.did | join: ", " }}.\n\nThen delete it.':
    'Leiten Sie die Mail **als Anhang** an Ihr Sicherheitsteam weiter, mit diesem Text:\n\n> Von {{ vars.mail.sender }}, „{{ vars.mail.subject }}“. Bisher: {{ vars.did | join: ", " }}.\n\nLöschen Sie sie dann.',
  'Then forward the mail as an attachment to your security team, and delete it.':
    'Leiten Sie die Mail dann als Anhang an Ihr Sicherheitsteam weiter und löschen Sie sie.',
  // Status page
  'One moment, I look at the status page.': 'Einen Augenblick, ich sehe auf der Statusseite nach.',
  'Disturbed now': 'Zurzeit gestört',
  Service: 'Dienst',
  State: 'Zustand',
  Since: 'Seit',
  'Everything works, says the status page. So it may be something of yours.':
    'Alles läuft, sagt die Statusseite. Es kann also an Ihnen liegen.',
  'I cannot read the status page just now ({{ nodes.read.error.code }}). Try again in a few minutes.':
    'Ich kann die Statusseite gerade nicht lesen ({{ nodes.read.error.code }}). Versuchen Sie es in ein paar Minuten noch einmal.',
  'Does that answer it?': 'Beantwortet das Ihre Frage?',
  // First line with a model
  'Hello, this is the IT helpdesk.': 'Hallo, hier ist der IT-Helpdesk.',
  'What is the matter?': 'Worum geht es?',
  'Did that solve it?': 'Hat das geholfen?',
  thanks: 'danke',
  solved: 'gelöst',
  still: 'immer noch',
  'For a colleague': 'Für eine Kollegin oder einen Kollegen',
  Device: 'Gerät',
  'Where can you be reached?': 'Wo sind Sie erreichbar?',
  'Give this to your IT helpdesk:\n\n> {{ vars.triage.summary | default: vars.problem }} ({{ vars.triage.category | default: "not sorted" }}). Device: {{ vars.details.device }}. To be reached: {{ vars.details.phone }}.':
    'Geben Sie das Ihrem IT-Helpdesk:\n\n> {{ vars.triage.summary | default: vars.problem }} ({{ vars.triage.category | default: "nicht eingeordnet" }}). Gerät: {{ vars.details.device }}. Erreichbar: {{ vars.details.phone }}.',
  'How was this?': 'Wie war das?',
};
