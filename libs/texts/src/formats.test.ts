import { formatNumber, numberSeparators } from './formats.ts';
import { i18n } from './i18n.ts';

afterEach(() => i18n.changeLanguage('en'));

it.each(['en', 'de'])('says what %s writes between thousands and before decimals', async (language) => {
  await i18n.changeLanguage(language);
  const { thousandSeparator, decimalSeparator } = numberSeparators();
  expect(formatNumber(12_345.6)).toBe(`12${thousandSeparator}345${decimalSeparator}6`);
  expect({ thousandSeparator, decimalSeparator }).toEqual(
    language === 'en'
      ? { thousandSeparator: ',', decimalSeparator: '.' }
      : { thousandSeparator: '.', decimalSeparator: ',' },
  );
});
