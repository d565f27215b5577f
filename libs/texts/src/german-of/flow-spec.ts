/** Problems of a flow, ways to mend them, and why an operation or a document is refused. */
export const flowSpec = {
  ' in line {0}': ' in Zeile {0}',
  '"budget" may have "conversationTokens" and "dailyTokens", whole numbers above 0.':
    '„budget“ darf „conversationTokens“ und „dailyTokens“ haben, ganze Zahlen über 0.',
  '"back" is kept, but users cannot go back in this release yet.':
    '„back“ bleibt erhalten, doch in dieser Version können Benutzer noch nicht zurückgehen.',
  '"back" must be true or false.': '„back“ muss true oder false sein.',
  '"edges" must be a list.': '„edges“ muss eine Liste sein.',
  '"embedding" must have "origins": at most 50 such as https://intranet.example.com, without a path.':
    '„embedding“ muss „origins“ haben: höchstens 50 wie https://intranet.example.com, ohne Pfad.',
  '"idle" is kept, but closes no conversation in this release yet.':
    '„idle“ bleibt erhalten, beendet in dieser Version aber noch kein Gespräch.',
  '"idle" must have "minutes", a number above 0.': '„idle“ muss „minutes“ haben, eine Zahl über 0.',
  '"input" of the variable "{0}" must be true or false.': '„input“ der Variablen „{0}“ muss true oder false sein.',
  '"layout" must be an object.': '„layout“ muss ein Objekt sein.',
  '"maxStepsPerTurn" must be a whole number from 1 to 20,000.':
    '„maxStepsPerTurn“ muss eine ganze Zahl von 1 bis 20.000 sein.',
  '"onError" must be "apologise", "handoff" or { "goto": the id of a node }.':
    '„onError“ muss „apologise“, „handoff“ oder { "goto": die ID eines Knotens } sein.',
  '"onStuck" must be "repeat", "handoff" or { "goto": the id of a node }.':
    '„onStuck“ muss „repeat“, „handoff“ oder { "goto": die ID eines Knotens } sein.',
  '"port" must be the name of a port.': '„port“ muss der Name eines Ausgangs sein.',
  '"requires" must be an object.': '„requires“ muss ein Objekt sein.',
  '"settings" must be an object.': '„settings“ muss ein Objekt sein.',
  '"texts" must hold texts by name, or by language and then by name.':
    '„texts“ muss Texte nach Namen enthalten oder nach Sprache und dann nach Namen.',
  '"uploads" may have "maxMb", from 0 (nothing is taken) to {0}, and "kinds", a list of {1}.':
    '„uploads“ darf „maxMb“ haben, von 0 (nichts wird angenommen) bis {0}, und „kinds“, eine Liste aus {1}.',
  '"translations" must be an object.': '„translations“ muss ein Objekt sein.',
  '"{0}" cannot hand over to a person in this release yet: choose something else.':
    '„{0}“ kann in dieser Version noch nicht an einen Menschen übergeben: Wählen Sie etwas anderes.',
  '"{0}" has no place on the canvas.': '„{0}“ hat keinen Platz auf der Zeichenfläche.',
  '"{0}" is no setting of a flow: remove it.': '„{0}“ ist keine Einstellung eines Ablaufs: Entfernen Sie sie.',
  '"{0}" is no setting of this node: remove it.': '„{0}“ ist keine Einstellung dieses Knotens: Entfernen Sie sie.',
  '"{0}" is not a key of a bundle.': '„{0}“ ist kein Schlüssel eines Bündels.',
  '"{0}" is not a key of a flow document.': '„{0}“ ist kein Schlüssel eines Ablaufdokuments.',
  '"{0}" is not a key of a node.': '„{0}“ ist kein Schlüssel eines Knotens.',
  '"{0}" is not a key of {1}: remove it.': '„{0}“ ist kein Schlüssel von {1}: Entfernen Sie ihn.',
  '"{0}" is not known to templates: {1}.': 'Textvorlagen kennen „{0}“ nicht: {1}.',
  '"{0}" is not the path of a text.': '„{0}“ ist nicht der Pfad eines Textes.',
  '"{0}" leads back to this flow: calls must not go round in a circle.':
    '„{0}“ führt zu diesem Ablauf zurück: Aufrufe dürfen nicht im Kreis gehen.',
  '"{0}" leads nowhere, so users are told only that something went wrong: lead it to a node, or choose what follows errors in the settings.':
    '„{0}“ führt nirgendwohin, daher erfahren Benutzer nur, dass etwas schiefgegangen ist: Verbinden Sie den Ausgang mit einem Knoten, oder wählen Sie in den Einstellungen, was auf Fehler folgt.',
  '"{0}" leads nowhere, so the conversation falls silent there: connect it to a node, or to an end.':
    '„{0}“ führt nirgendwohin, das Gespräch verstummt dort: Verbinden Sie den Ausgang mit einem Knoten oder mit einem Ende.',
  '"{0}" leads nowhere, so the path ends there: connect it to a node.':
    '„{0}“ führt nirgendwohin, der Weg endet dort: Verbinden Sie den Ausgang mit einem Knoten.',
  '"{0}" leads nowhere, so nothing is done with the items: connect it to a node, and lead the path from there back to the loop.':
    '„{0}“ führt nirgendwohin, mit den Elementen geschieht nichts: Verbinden Sie den Ausgang mit einem Knoten, und führen Sie den Weg von dort zur Schleife zurück.',
  '"{0}" leads to no place in the config of "{1}".': '„{0}“ führt zu keiner Stelle in den Einstellungen von „{1}“.',
  '"{0}" leads to no place in the settings.': '„{0}“ führt zu keiner Stelle in den Einstellungen.',
  '"{0}" must be a list.': '„{0}“ muss eine Liste sein.',
  '"{0}" must be a text.': '„{0}“ muss ein Text sein.',
  '"{0}" must be the id of a node.': '„{0}“ muss die ID eines Knotens sein.',
  '"{0}" of a flow cannot be set.': '„{0}“ eines Ablaufs kann nicht gesetzt werden.',
  '"{0}" of a frame must be a number above 0.': '„{0}“ eines Rahmens muss eine Zahl über 0 sein.',
  '"{0}" of a frame must be a number.': '„{0}“ eines Rahmens muss eine Zahl sein.',
  '"{0}" of a note must be a number.': '„{0}“ einer Notiz muss eine Zahl sein.',
  'A bundle holds a list of at least one flow.': 'Ein Bündel enthält eine Liste mit mindestens einem Ablauf.',
  'A bundle holds at most {0} flows.': 'Ein Bündel enthält höchstens {0} Abläufe.',
  'A bundle is a JSON object.': 'Ein Bündel ist ein JSON-Objekt.',
  'A called flow does not exist.': 'Einen aufgerufenen Ablauf gibt es nicht.',
  'A called flow is not published.': 'Ein aufgerufener Ablauf ist nicht veröffentlicht.',
  'A config holds a key that its type does not have.': 'Eine Einstellung hat einen Schlüssel, den ihr Typ nicht kennt.',
  'A config is an object.': 'Die Einstellungen eines Knotens sind ein Objekt.',
  'A connection does not exist.': 'Eine Anbindung gibt es nicht.',
  'A connection has no credential.': 'Eine Anbindung hat keine Zugangsdaten.',
  'A cycle has no wait and no way out.': 'Ein Kreis wartet nirgends und hat keinen Weg hinaus.',
  'A cycle has no wait in it.': 'Ein Kreis wartet nirgends.',
  'A declared variable has a wrong type, scope or the like.':
    'Eine deklarierte Variable hat einen falschen Typ, Geltungsbereich oder Ähnliches.',
  'A flow calls itself, directly or through others.': 'Ein Ablauf ruft sich selbst auf, unmittelbar oder über andere.',
  'A flow cannot need a newer release than the one that it is edited with.':
    'Ein Ablauf kann keine neuere Version brauchen als die, mit der er bearbeitet wird.',
  'A flow document is a JSON object.': 'Ein Ablaufdokument ist ein JSON-Objekt.',
  'A flow has a name of 1 to 200 characters.': 'Ein Ablauf hat einen Namen mit 1 bis 200 Zeichen.',
  'A flow has at most {0} nodes.': 'Ein Ablauf hat höchstens {0} Knoten.',
  'A flow has one start node, and "{0}" is another: remove one of them.':
    'Ein Ablauf hat einen Startknoten, und „{0}“ ist ein weiterer: Entfernen Sie einen davon.',
  'A frame id has 1 to 64 letters, digits, hyphens or underscores.':
    'Die ID eines Rahmens hat 1 bis 64 Buchstaben, Ziffern, Bindestriche oder Unterstriche.',
  'A frame keeps its id.': 'Ein Rahmen behält seine ID.',
  'A frame must be an object.': 'Ein Rahmen muss ein Objekt sein.',
  'A label is a text.': 'Eine Beschriftung ist ein Text.',
  'A node that can fail leads nowhere when it does, and no setting says what follows.':
    'Ein Knoten, der scheitern kann, führt dann nirgendwohin, und keine Einstellung sagt, was folgt.',
  'A node id has 1 to 64 letters, digits, hyphens or underscores.':
    'Die ID eines Knotens hat 1 bis 64 Buchstaben, Ziffern, Bindestriche oder Unterstriche.',
  'A node must be an object.': 'Ein Knoten muss ein Objekt sein.',
  'A node was written for a newer version of its type.':
    'Ein Knoten wurde für eine neuere Version seines Typs geschrieben.',
  'A note id has 1 to 64 letters, digits, hyphens or underscores.':
    'Die ID einer Notiz hat 1 bis 64 Buchstaben, Ziffern, Bindestriche oder Unterstriche.',
  'A note keeps its id.': 'Eine Notiz behält ihre ID.',
  'A note must be an object.': 'Eine Notiz muss ein Objekt sein.',
  'A port that should lead on has no edge.': 'Ein Ausgang, der weiterführen sollte, hat keine Verbindung.',
  'A position has numbers x and y.': 'Eine Position hat die Zahlen x und y.',
  'A setting is kept but does nothing in this release.':
    'Eine Einstellung bleibt erhalten, bewirkt in dieser Version aber nichts.',
  'A setting is set by its name.': 'Eine Einstellung wird bei ihrem Namen gesetzt.',
  'A setting is wrong.': 'Eine Einstellung ist falsch.',
  'A setting leads to a node that does not exist.': 'Eine Einstellung führt zu einem Knoten, den es nicht gibt.',
  'A template does not parse.': 'Eine Textvorlage ist nicht lesbar.',
  'A path in a template ends in a dot.': 'Ein Pfad in einer Textvorlage endet mit einem Punkt.',
  'Behind the dot of "{0}" no name follows: write which part of it is meant, or take the dot away.':
    'Hinter dem Punkt von „{0}“ steht kein Name: Schreiben Sie, welcher Teil gemeint ist, oder nehmen Sie den Punkt weg.',
  'A template is too long.': 'Eine Textvorlage ist zu lang.',
  'A template reads a variable that is neither declared nor saved anywhere in the flow.':
    'Eine Textvorlage liest eine Variable, die im Ablauf weder deklariert noch gespeichert wird.',
  'A template reads a variable before any node can have set it.':
    'Eine Textvorlage liest eine Variable, bevor ein Knoten sie gesetzt haben kann.',
  'A template reads a variable that has no default and is set nowhere in the flow.':
    'Eine Textvorlage liest eine Variable, die keinen Anfangswert hat und im Ablauf nirgends gesetzt wird.',
  'A template reads something that does not exist.': 'Eine Textvorlage liest etwas, das es nicht gibt.',
  'A translation is for a text that does not exist.': 'Eine Übersetzung gilt einem Text, den es nicht gibt.',
  'A translation must be a text.': 'Eine Übersetzung muss ein Text sein.',
  'A value of a config is missing or wrong.': 'Ein Wert einer Einstellung fehlt oder ist falsch.',
  'A variable must be an object.': 'Eine Variable muss ein Objekt sein.',
  'A workspace variable does not exist.': 'Eine Variable des Arbeitsbereichs gibt es nicht.',
  'Add a start': 'Start hinzufügen',
  'An edge leaves a port that its node does not have.':
    'Eine Verbindung verlässt einen Ausgang, den ihr Knoten nicht hat.',
  'An edge leaves the port "{0}" of "{1}" already.': 'Vom Ausgang „{0}“ von „{1}“ führt schon eine Verbindung.',
  'An edge leaves the port "{0}", which this node does not have: remove it, or draw it from another port.':
    'Eine Verbindung verlässt den Ausgang „{0}“, den dieser Knoten nicht hat: Entfernen Sie sie oder ziehen Sie sie von einem anderen Ausgang.',
  'An edge must be an object.': 'Eine Verbindung muss ein Objekt sein.',
  'An edge, a variable or a note holds a key that it does not have.':
    'Eine Verbindung, eine Variable oder eine Notiz hat einen Schlüssel, den es dort nicht gibt.',
  'Apologise after every error': 'Sich nach jedem Fehler entschuldigen',
  'Converting a node keeps its id.': 'Ein umgewandelter Knoten behält seine ID.',
  'Declare “{0}”': '„{0}“ deklarieren',
  'From "{0}" no path leads back to the loop, so only the first item is taken: lead the end of what is done with each item back to the loop.':
    'Von „{0}“ führt kein Weg zur Schleife zurück, daher kommt nur das erste Element an die Reihe: Führen Sie das Ende dessen, was mit jedem Element geschieht, zur Schleife zurück.',
  'Handing over to a person needs the desk, which this release does not have.':
    'Die Übergabe an einen Menschen braucht den Helpdesk, den diese Version nicht hat.',
  'Lead it back to the loop': 'Zur Schleife zurückführen',
  'Lead it to a message that leads back to the loop': 'Zu einer Nachricht führen, die zur Schleife zurückführt',
  'Lead it to a message': 'Zu einer Nachricht führen',
  'Lead it to an end': 'Zu einem Ende führen',
  'Lead it to “{0}”': 'Zu „{0}“ führen',
  'No edge leaves the port "{0}" of "{1}".': 'Vom Ausgang „{0}“ von „{1}“ führt keine Verbindung.',
  'No path leads to a node.': 'Zu einem Knoten führt kein Weg.',
  'No path leads to this node: connect it, or remove it.':
    'Zu diesem Knoten führt kein Weg: Verbinden oder entfernen Sie ihn.',
  'Remove it': 'Entfernen',
  'Remove the edge': 'Verbindung entfernen',
  'Remove the node': 'Knoten entfernen',
  'Remove the setting': 'Einstellung entfernen',
  'Someone else has taken away what this changes.': 'Jemand anderes hat entfernt, was hier geändert wird.',
  'The color of a frame must be a text.': 'Die Farbe eines Rahmens muss ein Text sein.',
  'The color of a note must be a text.': 'Die Farbe einer Notiz muss ein Text sein.',
  'The config': 'Die Einstellung',
  'The config of a node must be an object.': 'Die Einstellungen eines Knotens müssen ein Objekt sein.',
  'The connection "{0}" has no credential: give it one, unless its server asks for none.':
    'Die Anbindung „{0}“ hat keine Zugangsdaten: Hinterlegen Sie sie, wenn ihr Server welche verlangt.',
  'What a loop does with each item does not lead back to it.':
    'Was eine Schleife mit jedem Element tut, führt nicht zu ihr zurück.',
  'The default of a variable is not of its type.': 'Der Anfangswert einer Variablen passt nicht zu ihrem Typ.',
  'The description of the variable "{0}" must be a text.': 'Die Beschreibung der Variablen „{0}“ muss ein Text sein.',
  'The document has more than {0} bytes.': 'Das Dokument hat mehr als {0} Byte.',
  'The document has no "edges".': 'Das Dokument hat keine „edges“.',
  'The document has no "nodes".': 'Das Dokument hat keine „nodes“.',
  'The document is nested more than {0} levels deep.': 'Das Dokument ist tiefer als {0} Ebenen verschachtelt.',
  'The document would be nested more than {0} levels deep.': 'Das Dokument wäre tiefer als {0} Ebenen verschachtelt.',
  'The flow "{0}" is in the bundle twice.': 'Der Ablauf „{0}“ ist doppelt im Bündel.',
  'The flow "{0}" is not published: publish it first.':
    'Der Ablauf „{0}“ ist nicht veröffentlicht: Veröffentlichen Sie ihn zuerst.',
  'The flow has more than one start.': 'Der Ablauf hat mehr als einen Start.',
  'The flow has no start.': 'Der Ablauf hat keinen Start.',
  'The flow needs a start node: add one, and lead it to the first node.':
    'Der Ablauf braucht einen Startknoten: Fügen Sie einen hinzu und führen Sie ihn zum ersten Knoten.',
  'The flow would have more than {0} bytes.': 'Der Ablauf hätte mehr als {0} Byte.',
  'The format must be "{0}".': 'Das Format muss „{0}“ sein.',
  'The key "__proto__" is not allowed.': 'Der Schlüssel „__proto__“ ist nicht erlaubt.',
  'The key has 1 to 64 lower-case letters, digits or hyphens.':
    'Der Schlüssel hat 1 bis 64 Kleinbuchstaben, Ziffern oder Bindestriche.',
  'The key of a flow does not change.': 'Der Schlüssel eines Ablaufs ändert sich nicht.',
  'The key of a variable begins with a letter or underscore and has at most 64 letters, digits or underscores.':
    'Der Schlüssel einer Variablen beginnt mit einem Buchstaben oder Unterstrich und hat höchstens 64 Buchstaben, Ziffern oder Unterstriche.',
  'The label of a node must be a text.': 'Die Beschriftung eines Knotens muss ein Text sein.',
  'The name is a text of 1 to {0} characters.': 'Der Name ist ein Text mit 1 bis {0} Zeichen.',
  'The path is too long.': 'Der Pfad ist zu lang.',
  'The scope of the variable "{0}" must be "user", or be left out.':
    'Der Geltungsbereich der Variablen „{0}“ muss „user“ sein oder fehlen.',
  'The start leads nowhere: connect it to a node.': 'Der Start führt nirgendwohin: Verbinden Sie ihn mit einem Knoten.',
  'The template cannot be read{0}: {1}': 'Die Textvorlage ist nicht lesbar{0}: {1}',
  'The text of a note must be a text.': 'Der Text einer Notiz muss ein Text sein.',
  'The title of a frame must be a text.': 'Der Titel eines Rahmens muss ein Text sein.',
  'The translations of a language are texts by path.': 'Die Übersetzungen einer Sprache sind Texte nach Pfad.',
  'The type of a node is not known to this release.': 'Diese Version kennt den Typ eines Knotens nicht.',
  'The type of a node must be a text.': 'Der Typ eines Knotens muss ein Text sein.',
  'The type of the variable "{0}" must be one of: {1}.': 'Der Typ der Variablen „{0}“ muss einer von diesen sein: {1}.',
  'The variable "{0}" has no default and is set nowhere in this flow: save something in it, or give it a default.':
    'Die Variable „{0}“ hat keinen Anfangswert und wird in diesem Ablauf nirgends gesetzt: Speichern Sie etwas darin oder geben Sie ihr einen Anfangswert.',
  'The variable "{0}" is not set yet when this node runs: set it on a path that leads here, or give it a default.':
    'Die Variable „{0}“ ist noch nicht gesetzt, wenn dieser Knoten läuft: Setzen Sie sie auf einem Weg, der hierher führt, oder geben Sie ihr einen Anfangswert.',
  'The variable "{0}" is declared already.': 'Die Variable „{0}“ ist schon deklariert.',
  'The variable "{0}" is neither declared nor saved anywhere in this flow: declare it, or correct the name.':
    'Die Variable „{0}“ wird in diesem Ablauf weder deklariert noch gespeichert: Deklarieren Sie sie oder berichtigen Sie den Namen.',
  'The variable "{0}" is not declared.': 'Die Variable „{0}“ ist nicht deklariert.',
  'The variable "{0}" is not kept for the user across conversations in this release: it lasts as long as the conversation.':
    'Die Variable „{0}“ bleibt in dieser Version nicht über Gespräche hinweg erhalten: Sie gilt, solange das Gespräch dauert.',
  'The version of a node must be a whole number from 1.': 'Die Version eines Knotens muss eine ganze Zahl ab 1 sein.',
  'There is a frame "{0}" already.': 'Es gibt schon einen Rahmen „{0}“.',
  'There is a node "{0}" already.': 'Es gibt schon einen Knoten „{0}“.',
  'There is a note "{0}" already.': 'Es gibt schon eine Notiz „{0}“.',
  'There is no connection "{0}" in this workspace: make it, or choose another.':
    'In diesem Arbeitsbereich gibt es keine Anbindung „{0}“: Legen Sie sie an oder wählen Sie eine andere.',
  'There is no flow "{0}" in this workspace: choose one that is there.':
    'In diesem Arbeitsbereich gibt es keinen Ablauf „{0}“: Wählen Sie einen vorhandenen.',
  'There is no frame "{0}".': 'Es gibt keinen Rahmen „{0}“.',
  'There is no node "{0}" in this flow: correct the name.':
    'In diesem Ablauf gibt es keinen Knoten „{0}“: Berichtigen Sie den Namen.',
  'There is no node "{0}".': 'Es gibt keinen Knoten „{0}“.',
  'There is no node "{0}": choose one that is there.': 'Es gibt keinen Knoten „{0}“: Wählen Sie einen vorhandenen.',
  'There is no note "{0}".': 'Es gibt keine Notiz „{0}“.',
  'There is no text at "{0}" to translate: remove the translation, or correct its path.':
    'Unter „{0}“ gibt es keinen Text zu übersetzen: Entfernen Sie die Übersetzung oder berichtigen Sie ihren Pfad.',
  'There is no workspace variable "{0}": set it, or correct the name.':
    'Es gibt keine Variable „{0}“ des Arbeitsbereichs: Setzen Sie sie oder berichtigen Sie den Namen.',
  'This document needs Patchbay {0} or newer; this is {1}.':
    'Dieses Dokument braucht Patchbay {0} oder neuer; hier läuft {1}.',
  'This is no flow document.': 'Das ist kein Ablaufdokument.',
  'This is no operation.': 'Das ist keine Operation.',
  'This is not JSON: {0}': 'Das ist kein JSON: {0}',
  'This node is in a cycle that waits nowhere and has no way out: lead a path out of it, or ask the user in it.':
    'Dieser Knoten liegt in einem Kreis, der nirgends wartet und keinen Weg hinaus hat: Führen Sie einen Weg hinaus oder fragen Sie darin den Benutzer.',
  'This node is in a cycle with no wait in it: a turn that goes round too often ends with an error.':
    'Dieser Knoten liegt in einem Kreis, der nirgends wartet: Eine Runde, die ihn zu oft durchläuft, endet mit einem Fehler.',
  'This node was written for version {0} of "{1}", and this release knows version {2}: use a newer release.':
    'Dieser Knoten wurde für Version {0} von „{1}“ geschrieben, hier ist Version {2} bekannt: Verwenden Sie eine neuere Version von Patchbay.',
  'This release does not know nodes of type "{0}": remove the node, or use a release that does.':
    'Diese Version kennt keine Knoten vom Typ „{0}“: Entfernen Sie den Knoten oder verwenden Sie eine Version, die ihn kennt.',
  'This value cannot be written as JSON: only texts, numbers, true, false, null, lists and objects can.':
    'Dieser Wert lässt sich nicht als JSON schreiben: Das geht nur mit Texten, Zahlen, true, false, null, Listen und Objekten.',
  'Two edges leave the port "{0}" of "{1}".': 'Vom Ausgang „{0}“ von „{1}“ führen zwei Verbindungen.',
  'What is required is named by its key, a text.': 'Was nötig ist, wird bei seinem Schlüssel genannt, einem Text.',
  'Write “{0}” instead': 'Stattdessen „{0}“ schreiben',
  'a date': 'ein Datum',
  'a frame': 'einem Rahmen',
  'a list': 'eine Liste',
  'a note': 'einer Notiz',
  'a number': 'eine Zahl',
  'a text': 'ein Text',
  'a variable': 'einer Variablen',
  'a whole number': 'eine ganze Zahl',
  'an edge': 'einer Verbindung',
  'an object': 'ein Objekt',
  'at least': 'mindestens',
  'at most': 'höchstens',
  // What is filled in twice in a row is told apart by these.
  'be at least {0}': 'mindestens {0} sein',
  'be at most {0}': 'höchstens {0} sein',
  'have at least {0} characters': 'mindestens {0} Zeichen haben',
  'have at least {0} items': 'mindestens {0} Einträge haben',
  'have at most {0} characters': 'höchstens {0} Zeichen haben',
  'have at most {0} items': 'höchstens {0} Einträge haben',
  'be {0} {1}': '{0} {1} sein',
  'correct the name': 'berichtigen Sie den Namen',
  'have {0} {1} characters': '{0} {1} Zeichen haben',
  'have {0} {1} items': '{0} {1} Einträge haben',
  'is declared twice': 'ist doppelt deklariert',
  'is the id of two frames': 'ist die ID zweier Rahmen',
  'is the id of two nodes': 'ist die ID zweier Knoten',
  'is the id of two notes': 'ist die ID zweier Notizen',
  'it does not parse': 'es ist nicht lesbar',
  'true or false': 'true oder false',
  'write "vars.{0}" to read the variable': 'schreiben Sie „vars.{0}“, um die Variable zu lesen',
  '"{0}": {1}': '„{0}“: {1}',
  '“{0}”: {1}': '„{0}“: {1}',
  '"{0}" does not have the right form.': '„{0}“ hat nicht die richtige Form.',
  '"{0}" is empty: fill it in.': '„{0}“ ist leer: Füllen Sie es aus.',
  '"{0}" is missing: fill it in.': '„{0}“ fehlt: Füllen Sie es aus.',
  '"{0}" is not valid here.': '„{0}“ ist hier nicht gültig.',
  '"{0}" must be one of: {1}.': '„{0}“ muss eines von diesen sein: {1}.',
  '"{0}" must be {1}.': '„{0}“ muss {1} sein.',
  '"{0}" must {1}.': '„{0}“ muss {1}.',
  '{0} does not have the right form.': '{0} hat nicht die richtige Form.',
  '{0} is empty: fill it in.': '{0} ist leer: Füllen Sie es aus.',
  '{0} is missing.': '{0} fehlt.',
  '{0} is missing: fill it in.': '{0} fehlt: Füllen Sie es aus.',
  '{0} is not a valid {1}.': '{0} ist nicht gültig ({1}).',
  '{0} is not valid here.': '{0} ist hier nicht gültig.',
  '{0} must be one of: {1}.': '{0} muss eines von diesen sein: {1}.',
  '{0} must be {1}.': '{0} muss {1} sein.',
  '{0} must {1}.': '{0} muss {1}.',
  'a number, such as 3': 'eine Zahl, zum Beispiel 3',
  'an object, such as {"name": "Laptop"}': 'ein Objekt, zum Beispiel {"name": "Laptop"}',
  'a list, such as ["Word", "Excel"]': 'eine Liste, zum Beispiel ["Word", "Excel"]',
  'Make it a list: {0}': 'Zu einer Liste machen: {0}',
  'The value at first of the variable "{0}" must be {1}.': 'Der Anfangswert der Variablen „{0}“ muss {1} sein.',
} as const;
