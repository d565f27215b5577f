import { describe, expect, test } from '@jest/globals';
import { NOW, render, templateErrorOf } from '../testing/render.ts';

const at = (source: string, timezone: string, vars: Record<string, unknown> = {}, locale?: string) =>
  render(source, vars, { timezone, locale });

describe('date', () => {
  test.each([
    ['{{ now | date: "%d.%m.%Y %H:%M" }}', 'Europe/Berlin', '24.11.2026 11:30'],
    ['{{ "now" | date: "%H:%M:%S.%L" }}', 'UTC', '10:30:05.123'],
    ['{{ "today" | date: "%F" }}', 'Asia/Tokyo', '2026-11-24'],
    ['{{ now | date }}', 'America/New_York', '2026-11-24 05:30'],
    ['{{ now | date: "%H:%M", "Asia/Tokyo" }}', 'Europe/Berlin', '19:30'],
    ['{{ now | date: "%H:%M %z", -330 }}', 'UTC', '16:00 +0530'],
    ['{{ now | date: "%H:%M", "+02:00" }}', 'UTC', '12:30'],
    ['{{ now | date: "%H:%M %Z" }}', 'No/Where', '10:30 UTC'],
    ['{{ 1767225600 | date: "%F %T" }}', 'UTC', '2026-01-01 00:00:00'],
    ['{{ "1767225600" | date: "%F" }}', 'UTC', '2026-01-01'],
    ['{{ "2026-12-24" | date: "%d.%m.%Y %H:%M" }}', 'America/Los_Angeles', '24.12.2026 00:00'],
    ['{{ "2026-12-24T18:30" | date: "%H:%M %z" }}', 'America/Los_Angeles', '18:30 -0800'],
    ['{{ "2026-12-24T18:30:00Z" | date: "%H:%M %z" }}', 'America/Los_Angeles', '10:30 -0800'],
    ['{{ "2026-12-24T18:30:00+05:30" | date: "%H:%M" }}', 'UTC', '13:00'],
    ['{{ "March 14, 2026" | date: "%F %R" }}', 'Asia/Tokyo', '2026-03-14 00:00'],
    ['{{ "Tue, 24 Nov 2026 10:30:05 GMT" | date: "%R" }}', 'Europe/Berlin', '11:30'],
    ['{{ now | date_to_xmlschema }}', 'Europe/Berlin', '2026-11-24T11:30:05+01:00'],
    ['{{ now | date_to_rfc822 }}', 'Europe/Berlin', 'Tue, 24 Nov 2026 11:30:05 +0100'],
    ['{{ now | date_to_string }}', 'UTC', '24 Nov 2026'],
    ['{{ now | date_to_long_string: "ordinal", "US" }}', 'UTC', 'November 24th, 2026'],
  ])('%s in %s', (source, timezone, expected) => {
    expect(at(source, timezone)).toBe(expected);
  });

  test('names follow the language of the conversation', () => {
    expect(at('{{ now | date: "%A, %-d. %B" }}', 'UTC', {}, 'de-CH')).toBe('Dienstag, 24. November');
    expect(at('{{ now | date: "%A" }}', 'UTC', {}, 'fr')).toBe('mardi');
    expect(at('{{ now | date: "%A" }}', 'UTC', {}, 'not a locale!')).toBe('Tuesday');
    expect(at('{{ now | date_to_rfc822 }}', 'UTC', {}, 'de')).toMatch(/^Tue, 24 Nov/);
  });

  test('what is no time stays as it is, and nothing nothing', () => {
    expect(at('{{ vars.a | date: "%F" }}', 'UTC', { a: 'soon' })).toBe('soon');
    expect(at('{{ vars.gone | date: "%F" }}', 'UTC')).toBeUndefined();
    expect(at('x{{ vars.a | date: "%F" }}', 'UTC', { a: '2026-02-30' })).toBe('x2026-02-30');
  });

  test('a zone that there is not is an error', () => {
    expect(templateErrorOf(() => at('{{ now | date: "%F", "Mars/Base" }}', 'UTC')).message).toMatch(/Mars\/Base/);
  });
});

describe('date_add', () => {
  test.each([
    ['now', '30, "seconds"', '2026-11-24T10:30:35.123Z'],
    ['now', '1, "minute"', '2026-11-24T10:31:05.123Z'],
    ['now', '-2, "hours"', '2026-11-24T08:30:05.123Z'],
    ['now', '2', '2026-11-26T10:30:05.123Z'],
    ['now', '"2", "days"', '2026-11-26T10:30:05.123Z'],
    ['now', '1.5, "days"', '2026-11-25T22:30:05.123Z'],
    ['now', '1, "week"', '2026-12-01T10:30:05.123Z'],
    ['now', '0, "days"', '2026-11-24T10:30:05.123Z'],
    // Clocks go forward on 29 March 2026 and back on 25 October 2026.
    ['"2026-03-28T11:00:00Z"', '1, "days"', '2026-03-29T10:00:00.000Z'],
    ['"2026-03-28T11:00:00Z"', '24, "hours"', '2026-03-29T11:00:00.000Z'],
    ['"2026-03-28T01:30:00Z"', '1, "days"', '2026-03-29T01:30:00.000Z'],
    ['"2026-10-24T10:00:00Z"', '1, "days"', '2026-10-25T11:00:00.000Z'],
    ['"2026-10-24T00:30:00Z"', '1, "days"', '2026-10-25T00:30:00.000Z'],
    ['"2026-10-18T10:00:00Z"', '1, "weeks"', '2026-10-25T11:00:00.000Z'],
    ['"2026-02-28T11:00:00Z"', '2, "months"', '2026-04-28T10:00:00.000Z'],
    ['"2026-01-31T11:00:00Z"', '1, "months"', '2026-02-28T11:00:00.000Z'],
    ['"2028-01-31T11:00:00Z"', '1, "months"', '2028-02-29T11:00:00.000Z'],
    ['"2028-02-29T11:00:00Z"', '1, "years"', '2029-02-28T11:00:00.000Z'],
    ['"2026-03-31T10:00:00Z"', '-1, "months"', '2026-02-28T11:00:00.000Z'],
    ['"2026-12-24"', '1, "days"', '2026-12-24T23:00:00.000Z'],
  ])('%s plus %s in Berlin is %s', (value, added, expected) => {
    expect(at(`{{ ${value} | date_add: ${added} }}`, 'Europe/Berlin')).toBe(expected);
  });

  test('chained with date it is the day that a person means', () => {
    const source = '{{ vars.day | date_add: 1, "days" | date: "%F" }}';
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'UTC'])
      expect(at(source, zone, { day: '2026-12-31' })).toBe('2027-01-01');
  });

  test('a unit, an amount or a result that cannot be is an error; no time stays as it is', () => {
    expect(templateErrorOf(() => at('{{ now | date_add: 1, "moons" }}', 'UTC')).message).toMatch(/seconds.*years/);
    expect(templateErrorOf(() => at('{{ now | date_add: "x" }}', 'UTC')).code).toBe('template.render');
    expect(templateErrorOf(() => at('{{ now | date_add: 1000000000, "years" }}', 'UTC')).code).toBe('template.render');
    expect(at('{{ "soon" | date_add: 1 }}', 'UTC')).toBe('soon');
    expect(at('{{ vars.gone | date_add: 1 }}', 'UTC')).toBeUndefined();
  });
});

describe('date_diff', () => {
  test.each([
    ['"2026-11-24"', '"2026-11-20", "days"', 4],
    ['"2026-11-20"', '"2026-11-24", "days"', -4],
    ['"2026-11-24"', '"2026-11-24"', 0],
    ['"2026-11-24T10:00:00Z"', '"2026-11-23T11:00:00Z", "days"', 0],
    ['"2026-11-24T10:00:00Z"', '"2026-11-23T11:00:00Z", "hours"', 23],
    ['"2026-03-30"', '"2026-03-28", "days"', 2],
    ['"2026-03-30"', '"2026-03-28", "hours"', 47],
    ['"2026-10-26"', '"2026-10-24", "days"', 2],
    ['"2026-10-26"', '"2026-10-24", "hours"', 49],
    ['"2026-02-28"', '"2026-01-31", "months"', 1],
    ['"2026-02-27"', '"2026-01-31", "months"', 0],
    ['"2027-11-24"', '"2026-11-24", "years"', 1],
    ['"2026-12-08"', '"2026-11-24", "weeks"', 2],
    ['now', '"2026-11-24T10:00:00Z", "minutes"', 30],
    ['"soon"', 'now', null],
    ['vars.gone', 'now', null],
  ])('%s against %s in Berlin is %s', (value, other, expected) => {
    expect(at(`{{ ${value} | date_diff: ${other} }}`, 'Europe/Berlin')).toBe(expected);
  });
});

test('nothing reads the clock of the host', () => {
  const source =
    '{{ "now" | date: "%s" }} {{ "today" | date_add: 0 }} {{ "now" | date_diff: "today", "seconds" }} {{ "now" | date_to_xmlschema }} {{ "now" | date_to_rfc822 }} {{ "today" | date_to_string }} {{ now }}';
  const past = { now: '2001-02-03T04:05:06.789Z', timezone: 'UTC' };
  expect(render(source, {}, past)).toBe(
    '981173106 2001-02-03T04:05:06.789Z 0 2001-02-03T04:05:06+00:00 Sat, 03 Feb 2001 04:05:06 +0000 03 Feb 2001 2001-02-03T04:05:06.789Z',
  );
  expect(NOW).not.toContain('2001');
});
