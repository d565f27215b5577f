import { both } from '../both.ts';
import type { FlowTemplate } from '../flow-template.ts';
import { adaptGuide, troubleshooting } from '../troubleshooting.ts';

const title = both('Account is locked', 'Konto ist gesperrt');

export const lockedAccount: FlowTemplate = {
  key: 'locked-account',
  title,
  summary: both(
    'Explains why accounts get locked, finds the device that locks it again, and gathers what the helpdesk needs. It unlocks nothing itself.',
    'Erklärt, warum Konten gesperrt werden, findet das Gerät, das erneut sperrt, und sammelt, was der Helpdesk braucht. Entsperrt selbst nichts.',
  ),
  group: 'troubleshooting',
  needs: [],
  adapt: [
    both('After how many minutes your accounts open again', 'Nach wie vielen Minuten sich Ihre Konten wieder öffnen'),
    ...adaptGuide,
  ],
  source: troubleshooting({
    name: title,
    description: both(
      'Guided troubleshooting of a locked account. It unlocks nothing: that takes a person who can check who is asking.',
      'Geführte Fehlersuche bei einem gesperrten Konto. Er entsperrt nichts: Das braucht einen Menschen, der prüft, wer fragt.',
    ),
    greeting: both(
      'Hello! Most locked accounts open again by themselves, unless a device keeps trying an **old password**. Let us find it. I cannot unlock anything, and please never type a password here.',
      'Guten Tag! Die meisten gesperrten Konten öffnen sich von selbst wieder, außer ein Gerät versucht es weiter mit einem **alten Passwort**. Suchen wir es. Entsperren kann ich nichts, und bitte geben Sie hier nie ein Passwort ein.',
    ),
    problem: both('Account is locked', 'Konto ist gesperrt'),
    works: both('Can you sign in now?', 'Können Sie sich jetzt anmelden?'),
    about: {
      label: both('Your user name', 'Ihr Benutzername'),
      short: both('User name', 'Benutzername'),
      help: both('Only the name, never the password.', 'Nur der Name, nie das Passwort.'),
    },
    steps: [
      {
        id: 'wait',
        label: both('1 Wait, then once', '1 Warten, dann einmal'),
        text: both(
          'Wait 15 minutes without trying. Then sign in once, slowly, with Caps Lock off.',
          'Warten Sie 15 Minuten, ohne es zu versuchen. Melden Sie sich dann einmal an, langsam und ohne Feststelltaste.',
        ),
        tried: both('waited 15 minutes', '15 Minuten gewartet'),
      },
      {
        id: 'phone',
        label: both('2 Phone and tablet', '2 Telefon und Tablet'),
        text: both(
          'Switch your phone and tablet to flight mode: their mail apps may keep trying an old password. Wait another 15 minutes, then sign in once.',
          'Schalten Sie Telefon und Tablet in den Flugmodus: Ihre Mail-Apps versuchen vielleicht ein altes Passwort. Warten Sie noch einmal 15 Minuten und melden Sie sich einmal an.',
        ),
        tried: both('phone and tablet in flight mode', 'Telefon und Tablet im Flugmodus'),
      },
      {
        id: 'saved_passwords',
        label: both('3 Saved passwords', '3 Gespeicherte Passwörter'),
        text: both(
          'Delete old company passwords that your browser and your computer have saved. Then sign in once.',
          'Löschen Sie alte Firmenpasswörter, die Ihr Browser und Ihr Computer gespeichert haben. Melden Sie sich dann einmal an.',
        ),
        tried: both('saved passwords deleted', 'gespeicherte Passwörter gelöscht'),
      },
      {
        id: 'sessions',
        label: both('4 Other sessions', '4 Andere Sitzungen'),
        text: both(
          'Sign out of other computers and remote sessions that you left open, and disconnect network drives. Then sign in once.',
          'Melden Sie sich von anderen Computern und Fernsitzungen ab, die noch offen sind, und trennen Sie Netzlaufwerke. Melden Sie sich dann einmal an.',
        ),
        tried: both('other sessions ended', 'andere Sitzungen beendet'),
      },
    ],
  }),
  tests: [
    {
      name: both('It was the phone', 'Es war das Telefon'),
      turns: [
        { act: 'open', expect: [both('old password', 'alten Passwort'), both('Step 1 of 4', 'Schritt 1 von 4')] },
        { act: 'choose', options: ['no'], expect: [both('flight mode', 'Flugmodus')] },
        { act: 'say', text: both('yes!', 'ja!'), expect: [both('glad that did it', 'dann ist das erledigt')] },
        { act: 'rate', score: 'up', expect: [] },
      ],
    },
    {
      name: both('Straight to the helpdesk', 'Gleich zum Helpdesk'),
      turns: [
        { act: 'open', expect: [both('I cannot unlock anything', 'Entsperren kann ich nichts')] },
        {
          act: 'say',
          text: both('I need a person', 'Ich brauche einen Menschen, Hilfe'),
          expect: [both('Your user name', 'Ihr Benutzername')],
        },
        {
          act: 'fill',
          values: { about: 'kim.weber', since: both('half an hour ago', 'seit einer halben Stunde') },
          expect: ['kim.weber', both('Tried without success: nothing yet', 'Erfolglos versucht: noch nichts')],
        },
      ],
    },
  ],
};
