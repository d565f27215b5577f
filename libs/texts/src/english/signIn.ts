export const signIn = {
  atLeast12Characters: 'At least 12 characters.',
  eMail: 'E-mail',
  makeTheAccount: 'Make the account',
  name: 'Name',
  nobodyCanSignInYet: 'Nobody can sign in yet',
  openTheLinkThatWasPrinted: 'Open the link that was printed when Patchbay started: it makes the first administrator.',
  openTheSetUpLink:
    'Open the link that was printed when Patchbay started. <command>npm run patchbay -- admin reset</command> on the host prints a new one.',
  password: 'Password',
  setUpLinkNeeded: 'Set-up link needed',
  signIn: 'Sign in',
  welcomeMakeYourAccount: 'Welcome. Make your account.',
  youWillBeTheAdministrator: 'You will be the administrator of this installation. The link works once.',
} as const;
