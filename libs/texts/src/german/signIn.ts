import type { signIn as english } from '../english/signIn.ts';
import type { Translation } from '../translation.ts';

export const signIn: Translation<typeof english> = {
  atLeast12Characters: 'Mindestens 12 Zeichen.',
  eMail: 'E-Mail',
  makeTheAccount: 'Konto anlegen',
  name: 'Name',
  nobodyCanSignInYet: 'Noch kann sich niemand anmelden',
  openTheLinkThatWasPrinted:
    'Öffnen Sie den Link, der beim Start von Patchbay ausgegeben wurde: Er legt den ersten Administrator an.',
  openTheSetUpLink:
    'Öffnen Sie den Link, der beim Start von Patchbay ausgegeben wurde. <command>npm run patchbay -- admin reset</command> auf dem Host gibt einen neuen aus.',
  password: 'Passwort',
  setUpLinkNeeded: 'Einrichtungslink nötig',
  signIn: 'Anmelden',
  welcomeMakeYourAccount: 'Willkommen. Legen Sie Ihr Konto an.',
  youWillBeTheAdministrator: 'Sie werden der Administrator dieser Installation. Der Link gilt einmal.',
  iHaveAnAccountHere: 'Ich habe hier schon ein Konto',
  invitation: 'Einladung',
  join: 'Beitreten',
  joinWorkspace: '{{workspace}} beitreten',
  thisLinkIsNotWhole: 'Dieser Link ist unvollständig. Öffnen Sie ihn so, wie er Ihnen gegeben wurde.',
  youAreInvitedAs: 'Sie sind eingeladen als: {{role}}. Der Link gilt bis {{until}}.',
};
