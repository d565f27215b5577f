/** What the server says of tests, pins and debugging. */
export const tests: Record<string, string> = {
  'At most {0} characters as JSON.': 'Höchstens {0} Zeichen als JSON.',
  'A currency, such as EUR.': 'Eine Währung, etwa EUR.',
  'The pin': 'Das Angeheftete',
  'The node': 'Der Knoten',
  'Only nodes that call something or wait for somebody can be pinned.':
    'Nur an Knoten, die etwas aufrufen oder auf jemanden warten, lässt sich etwas anheften.',
  'The node has the ports {0}.': 'Der Knoten hat die Ausgänge {0}.',
  'An error is pinned with the port "error", and only with it.':
    'Ein Fehler wird mit dem Ausgang „error“ angeheftet, und nur mit ihm.',
  'This must be {0}.': 'Dies muss {0} sein.',
  'Nothing is pinned to "{0}", and this test calls no other system.':
    'An „{0}“ ist nichts angeheftet, und dieser Test ruft kein anderes System auf.',
  'A flow has at most {0} test cases.': 'Ein Ablauf hat höchstens {0} Testfälle.',
  'The test case': 'Der Testfall',
  'The flow has no such test case.': 'Der Ablauf hat keinen solchen Testfall.',
  'It did not begin at the start, and a test case always does. Start over, then save it.':
    'Er begann nicht am Start, und ein Testfall beginnt immer dort. Beginnen Sie neu und speichern Sie ihn dann.',
  'Variables were changed by hand in it, which a test case cannot do again. Start over, then save it.':
    'Darin wurden Variablen von Hand geändert, was ein Testfall nicht wiederholen kann. Beginnen Sie neu und speichern Sie ihn dann.',
  'A turn of it was ended before its time, which a test case cannot do again. Start over, then save it.':
    'Eine Runde wurde vorzeitig beendet, was ein Testfall nicht wiederholen kann. Beginnen Sie neu und speichern Sie ihn dann.',
  'The test still runs.': 'Der Test läuft noch.',
  'It was with the flow "{0}".': 'Es wurde mit dem Ablauf „{0}“ geführt.',
  'A test case has at most {0} characters.': 'Ein Testfall hat höchstens {0} Zeichen.',
  'A language is a tag such as "de" or "en-GB".': 'Eine Sprache ist ein Kürzel wie „de“ oder „en-GB“.',
  'A time zone is named such as "Europe/Berlin".': 'Eine Zeitzone heißt etwa „Europe/Berlin“.',
  'A variable is named such as "order.model".': 'Eine Variable heißt etwa „order.model“.',
  'The test runs. Pause it to change what it holds.':
    'Der Test läuft. Halten Sie ihn an, um zu ändern, was er enthält.',
  'The draft has no node "{0}".': 'Der Entwurf hat keinen Knoten „{0}“.',
  '"{0}" may change another system: what it does really happens. Say that it may.':
    '„{0}“ kann ein anderes System verändern: Was der Knoten tut, geschieht wirklich. Sagen Sie, dass er es darf.',
  'Nothing waits for its time.': 'Nichts wartet auf seine Zeit.',
  'Nothing is open that could be cancelled.': 'Nichts ist offen, das abgebrochen werden könnte.',
  'There is no option "{0}".': 'Es gibt keine Möglichkeit „{0}“.',
  'The test answers {0} here, and what is open is {1}.': 'Der Test beantwortet hier {0}, offen ist aber {1}.',
  'The test answers {0} here, and none is open.':
    'Der Test beantwortet hier {0}, es ist aber nichts dergleichen offen.',
  'a form': 'ein Formular',
  'a choice': 'eine Auswahl',
  'a table': 'eine Tabelle',
  'a rating': 'eine Bewertung',
  'The test took longer than {0} seconds.': 'Der Test dauerte länger als {0} Sekunden.',
};
