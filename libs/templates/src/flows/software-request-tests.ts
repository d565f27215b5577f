import { both } from '../both.ts';
import type { TemplateTest } from '../flow-template.ts';

/** What it is checked to do, as conversations. */
export const softwareRequestTests: readonly TemplateTest[] = [
  {
    name: both('From the catalogue, without approval', 'Aus dem Katalog, ohne Freigabe'),
    turns: [
      { act: 'open', expect: [both('what we have', 'was wir haben')] },
      { act: 'choose', options: ['catalogue'], expect: ['KeePassXC', 'Adobe Acrobat Pro'] },
      { act: 'pick', row: 1, expect: [both('Your request', 'Ihre Anfrage')] },
      {
        act: 'fill',
        values: {
          software: 'KeePassXC',
          people: 1,
          reason: both('To keep passwords safe', 'Passwörter sicher aufbewahren'),
        },
        expect: [both('**KeePassXC** for 1 person,', '**KeePassXC** für 1 Person,'), both('no date', 'kein Termin')],
      },
      {
        act: 'say',
        text: both('Yes, right', 'Ja, stimmt'),
        expect: [both('nobody has to approve', 'muss niemand freigeben'), both('the same day', 'am selben Tag')],
      },
    ],
  },
  {
    name: both('Something else, corrected, with approval', 'Etwas anderes, geändert, mit Freigabe'),
    turns: [
      { act: 'open', expect: [both('what we have', 'was wir haben')] },
      { act: 'choose', options: ['other'], expect: [both('Your request', 'Ihre Anfrage')] },
      {
        act: 'fill',
        values: {
          software: 'Blender',
          people: 1,
          until: '2026-12-01',
          reason: both('A film for the trade fair', 'Ein Film für die Messe'),
        },
        expect: [both('needed by: 01 Dec 2026', 'gebraucht bis: 01.12.2026')],
      },
      { act: 'choose', options: ['change'], expect: [both('Your request', 'Ihre Anfrage')] },
      {
        act: 'fill',
        values: {
          software: 'Blender',
          people: 2,
          reason: both('A film for the trade fair', 'Ein Film für die Messe'),
        },
        expect: [both('for 2 people', 'für 2 Personen')],
      },
      {
        act: 'choose',
        options: ['yes'],
        expect: [both('Your manager has to approve', 'muss Ihre Führungskraft freigeben'), 'Blender'],
      },
    ],
  },
  {
    name: both('Changes their mind', 'Überlegt es sich anders'),
    turns: [
      { act: 'open', expect: [both('what we have', 'was wir haben')] },
      { act: 'choose', options: ['other'], expect: [both('Your request', 'Ihre Anfrage')] },
      { act: 'cancel', expect: [both('nothing was asked for', 'es wurde nichts angefragt')] },
    ],
  },
];
