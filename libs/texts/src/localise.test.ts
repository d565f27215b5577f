import { i18n } from './i18n.ts';
import { addSourceTexts, localise } from './localise.ts';
import { sourceTexts } from './source-texts.ts';

const table = {
  'Remove it': 'Entfernen',
  'have at least {0} characters': 'mindestens {0} Zeichen haben',
  '{0} must {1}.': '{0} muss {1}.',
  '{0} must be {1}.': '{0} muss {1} sein.',
  '"{0}": {1}': '„{0}“: {1}',
  'This must not be empty.': 'Das darf nicht leer sein.',
  '“{0}”': '„{0}“',
  'Moved {0}': '{0} verschoben',
  Message: 'Nachricht',
  'a (strange) {0}?': 'ein (seltsames) {0}?',
};

beforeAll(() => addSourceTexts('de', sourceTexts(table)));
afterEach(() => i18n.changeLanguage('en'));

it('leaves English as it is', () => {
  expect(localise('Remove it')).toBe('Remove it');
});

it('translates whole sentences, those with something filled in, and sentences within', async () => {
  await i18n.changeLanguage('de');
  expect(localise('Remove it')).toBe('Entfernen');
  expect(localise('"name" must have at least 3 characters.')).toBe('"name" muss mindestens 3 Zeichen haben.');
  expect(localise('a (strange) thing?')).toBe('ein (seltsames) thing?');
});

it('takes the sentence that says most', async () => {
  await i18n.changeLanguage('de');
  expect(localise('"n" must be 3.')).toBe('"n" muss 3 sein.');
});

it('takes no general sentence where a field is named before one that it knows', async () => {
  await i18n.changeLanguage('de');
  expect(localise('"text": This must not be empty.')).toBe('„text“: Das darf nicht leer sein.');
});

it('leaves the names that stand in quotation marks as they are, whatever they mean', async () => {
  await i18n.changeLanguage('de');
  expect(localise('Moved Message')).toBe('Nachricht verschoben');
  expect(localise('Moved “Message”')).toBe('„Message“ verschoben');
  expect(localise('"Message": Remove it')).toBe('„Message“: Entfernen');
});

it('shows what has no translation, and what only looks like a pattern, as it is', async () => {
  await i18n.changeLanguage('de');
  expect(localise('Nobody knows this')).toBe('Nobody knows this');
  expect(localise('')).toBe('');
  expect(localise('$& must be $1.')).toBe('$& muss $1 sein.');
});
