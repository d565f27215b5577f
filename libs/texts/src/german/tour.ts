import type { tour as english } from '../english/tour.ts';
import type { Translation } from '../translation.ts';

export const tour: Translation<typeof english> = {
  back: 'Zurück',
  canvas:
    'Ein Weg führt von Knoten zu Knoten. Ziehen Sie von einem Ausgang einer Karte zu einer anderen Karte, oder ins Leere, um den nächsten Knoten zu wählen. Alles lässt sich rückgängig machen.',
  canvasTitle: 'Wege zeichnen',
  connections:
    'Sprachmodelle und andere Systeme werden hier einmal eingerichtet, mit ihren Zugangsdaten. Abläufe rufen sie beim Namen und sehen nie ein Geheimnis.',
  connectionsTitle: 'Systeme anbinden',
  conversations: 'Ist ein Ablauf veröffentlicht, erscheint hier Schritt für Schritt, was ihm geschrieben wird.',
  conversationsTitle: 'Gespräche ansehen',
  done: 'Fertig',
  end: 'Rundgang beenden',
  flows:
    'Jeder Ablauf ist ein Bot mit eigener Chatseite. Hier stehen alle: Entwürfe und solche, die schon erreichbar sind.',
  flowsTitle: 'Ihre Abläufe',
  form: 'Was eine Karte sagt und tut, stellen Sie hier ein. Probleme stehen an dem Feld, das sie hat, mit einem Weg zur Abhilfe.',
  formTitle: 'Formular ausfüllen',
  newHere: 'Neu hier?',
  newHereHint:
    'Neu hier? Ein Rundgang von zwei Minuten zeigt, wie ein Ablauf gebaut, ausprobiert und veröffentlicht wird.',
  next: 'Weiter',
  noThanks: 'Nein, danke',
  nodes:
    'Ein Ablauf besteht aus Knoten: Nachrichten, Fragen, Auswahlen, Formulare, Aufrufe anderer Systeme. Ein Klick fügt einen hinzu, ebenso die Taste A auf der Zeichenfläche.',
  nodesTitle: 'Knoten hinzufügen',
  publish:
    'Veröffentlichen macht eine Version, die unter ihrer Adresse zu erreichen ist. Am Entwurf können Sie unbemerkt weiterarbeiten, und jede Version lässt sich zurückholen.',
  publishTitle: 'Veröffentlichen',
  stepOf: '{{number}} von {{count}}',
  takeTheTour: 'Rundgang beginnen',
  templates:
    'Ganze Abläufe für die üblichen Nöte eines Helpdesks, jeder mit Bild, Voraussetzungen und einem geprüften Gespräch. Nehmen Sie einen und ändern Sie, was Sie möchten.',
  templatesTitle: 'Mit einer Vorlage beginnen',
  tryIt:
    'Ein Gespräch mit dem Entwurf, neben der Zeichenfläche. Sein Weg leuchtet auf, und jeder Schritt zeigt, was er bekam und was er ergab.',
  tryItTitle: 'Ausprobieren',
};
