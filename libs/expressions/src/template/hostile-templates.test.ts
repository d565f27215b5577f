import { describe, expect, test } from '@jest/globals';
import { compileTemplate } from '../index.ts';
import { NOW, templateErrorOf } from '../testing/render.ts';

// Alone each is stopped after little more than 50 ms, and goes on for minutes when it is not; the machines that run this are shared.
const PATIENCE_MS = 6_000;

const items = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `n${id % 97}`, tags: ['a', 'b', String(id)] }));
const scope = {
  vars: {
    items,
    words: Array.from({ length: 100_000 }, (_, index) => `${'k'.repeat(20)}${index}`),
    long: 'x'.repeat(400_000),
    same: 'a'.repeat(200_000),
    nearlySame: `${'a'.repeat(50_000)}b${'a'.repeat(50_000)}`,
    deep: JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)),
  },
};
const times = (text: string, count: number) => text.repeat(count);
const endless = '(9007199254740992..9007199254740995)';

const stopped: Record<string, string> = {
  'a list of a thousand million': '{{ (1..1000000000) }}',
  'a loop of a thousand million': '{% for i in (1..1000000000) %}x{% endfor %}',
  'a range that adding 1 never ends': `{{ ${endless} }}`,
  'such a range of variables': '{% assign a = "9007199254740992" %}{% for i in (a..9007199254740995) %}{% endfor %}',
  'such a range as an argument': `{{ "a" | append: ${endless} }}`,
  'such a range as an index': `{{ vars.items[${endless}] }}`,
  'such a range in a when': `{% case 1 %}{% when ${endless} %}{% endcase %}`,
  'such a range as a limit': `{% for i in vars.items limit: ${endless} %}{% endfor %}`,
  'such a range in a cycle': `{% cycle ${endless}, 2 %}`,
  'such a range in a range': `{{ (1..${endless}) }}`,
  'such a range in a tablerow': `{% tablerow i in ${endless} %}{% endtablerow %}`,
  'such a range in a property text': `{{ vars.items | where: 'a[${endless}]' }}`,
  'such a range in an expression text': `{{ vars.items | where_exp: 'x', '${endless}' }}`,
  'loops in loops': `${times('{% for i in (1..1000) %}', 6)}x${times('{% endfor %}', 6)}`,
  'an empty loop': '{% for i in (1..1900000) %}{% endfor %}',
  'a text doubled 40 times': `{% assign s = "abcdefgh" %}${times('{% assign s = s | append: s %}', 40)}{{ s }}`,
  'captures that hold themselves': `{% capture s %}aaaa{% endcapture %}${times('{% capture s %}{{s}}{{s}}{{s}}{{s}}{% endcapture %}', 30)}{% if s contains "x" %}x{% endif %}`,
  'a text replaced by ten of itself': `{% assign s = "aaaaaaaaaa" %}${times('{% assign s = s | replace: "a", "aaaaaaaaaa" %}', 12)}{{ s }}`,
  'a text split and joined wider': '{{ vars.long | split: "" | join: ",,,,,,,," | split: "" | join: "......" }}',
  'a text grown in a loop': `{% assign s = "x" %}{% for i in (1..100000) %}{% assign s = s | append: "${times('y', 40)}" %}{% endfor %}{{ s }}`,
  'a list that takes in itself': `{% assign a = "" | split: "," %}${times('{% assign a = a | push: a %}', 60)}{{ a | json }}`,
  'a list that takes in itself in front': `{% assign a = "" | split: "," %}${times('{% assign a = a | unshift: a %}', 60)}{{ a }}`,
  'a list joined to itself': `{% assign a = "1,2,3" | split: "," %}${times('{% assign a = a | concat: a %}', 60)}{{ a | size }}`,
  'pairs of pairs, printed': `{% assign a = "1,2" | split: "," %}${times('{% assign a = "" | split: "," | push: a | push: a %}', 60)}x{{ a }}`,
  'pairs of pairs, compared': `{% assign a = "1,2" | split: "," %}{% assign c = a %}${times('{% assign a = "" | split: "," | push: a | push: a %}{% assign c = "" | split: "," | push: c | push: c %}', 40)}{% if a == c %}x{% endif %}`,
  'a date field a million wide': "{{ 'now' | date: '%1000000d' }}",
  'a fraction of a second a billion wide': "{{ 'now' | date: '%9999999999N' }}",
  'a date format of 40,000 names': `{{ 'now' | date: '${times('%A', 40_000)}' }}`,
  'names of days for every item': `{{ vars.items | where_exp: 'x', "x.id | date: '${times('%c', 240)}'" }}`,
  'sorts of a long list': '{{ vars.words | sort | reverse | sort | reverse | sort | reverse | sort }}',
  'sorts in a loop':
    '{% for i in (1..1000) %}{% assign x = vars.items | sort: "name" | sort_natural: "name" %}{% endfor %}',
  'groups in a loop': '{% for i in (1..1000) %}{% assign x = vars.items | group_by: "name" %}{% endfor %}',
  'searches in a loop': '{% for i in (1..100000) %}{% assign x = vars.items | find: "id", -1 %}{% endfor %}',
  'sums in a loop': '{% for i in (1..100000) %}{% assign x = vars.items | sum: "id" %}{% endfor %}',
  'JSON in a loop': '{% for i in (1..1000) %}{% assign x = vars.items | json %}{% endfor %}',
  'a chain of 200 where_exp': `{{ vars.items ${times("| where_exp: 'x', 'x.id >= 0' ", 200)} }}`,
  'a chain of 5,000 maps': `{{ vars.items ${times("| map: 'tags' ", 5_000)} }}`,
  'a chain of 4,000 upcase': `{{ vars.long ${times('| upcase | downcase ', 4_000)} }}`,
  'a chain of url_encode': `{{ vars.long ${times('| url_encode ', 200)} }}`,
  'a chain of slugify': `{{ vars.long ${times("| slugify: 'latin' ", 200)} }}`,
  'a chain of escape': `{{ "&&&&&&&&" ${times('| escape ', 9_000)} }}`,
  'a chain of base64': `{{ vars.long ${times('| base64_encode ', 30)} }}`,
  'comparisons of long lists': `{% if vars.items == vars.words ${times('or vars.words contains "zz" ', 3_000)}%}x{% endif %}`,
  'a long text sought in a long text': '{% if vars.same contains vars.nearlySame %}x{% endif %}',
  'a long text replaced in a long text': '{{ vars.same | replace: vars.nearlySame, "" }}',
  'a long text split by a long text': '{{ vars.same | split: vars.nearlySame }}',
  'a long text sought from the end': '{{ vars.same | remove_last: vars.nearlySame }}',
  'ifs 6,000 deep': times('{% if 1 %}', 6_000) + times('{% endif %}', 3_000),
  'indexes 30,000 deep': `{{ ${times('a[', 30_000)}0${times(']', 30_000)} }}`,
  'brackets 40,000 deep': `{{ ${times('(', 40_000)} }}`,
  'a source of a million characters': times('{{ a }} ', 125_000),
  'a text that never closes': `{{ "${times('a', 90_000)}`,
  'a raw that never closes': `{% raw %}${times('{% endraw ', 9_000)}`,
  'a very deep list, printed': 'x{{ vars.deep }}',
  'a very deep list as JSON': '{{ vars.deep | json }}',
  'very deep JSON, parsed': `{{ '${times('[', 45_000)}${times(']', 45_000)}' | parse_json }}`,
  'a table of a million rows': '{% tablerow i in (1..1000000) cols:1 %}x{% endtablerow %}',
  'a long cycle in a long loop': `{% for i in (1..1000000) %}{% cycle ${times('"aaaaaaaa", ', 5_000)}"b" %}{% endfor %}`,
  'a list of a million numbers': '{{ (1..1000000) }}',
  'a list of a million numbers, printed': 'a{{ (1..1000000) }}',
};

describe('a hostile template is stopped', () => {
  test.each(Object.entries(stopped))('%s', (_, source) => {
    const before = performance.now();
    const error = templateErrorOf(() => compileTemplate(source).render({ scope, now: NOW, timezone: 'Europe/Berlin' }));
    expect(performance.now() - before).toBeLessThan(PATIENCE_MS);
    expect(['template.limit', 'template.parse', 'template.render']).toContain(error.code);
    expect(error.message).not.toBe('');
  });
});

describe('what LiquidJS takes seconds for is done at once', () => {
  test.each([
    ['a comment of 90,000 empty lines', `{% # x${times('\n', 90_000)}# %}`],
    ['a case of 5,000 long lists', `{% case vars.words %}{% when ${times('vars.words, ', 5_000)}1 %}{% endcase %}`],
  ])('%s', (_, source) => {
    const before = performance.now();
    compileTemplate(source).render({ scope, now: NOW });
    expect(performance.now() - before).toBeLessThan(PATIENCE_MS);
  });

  test('references of a template with 15,000 variables', () => {
    const template = compileTemplate(times('{{a}}\n', 15_000));
    const before = performance.now();
    expect(template.references).toEqual([['a']]);
    expect(performance.now() - before).toBeLessThan(PATIENCE_MS);
  });
});

describe('a template reaches own data alone', () => {
  const nothing = [
    '{{ vars.constructor }}',
    '{{ vars.__proto__ }}',
    '{{ vars["__proto__"]["constructor"] }}',
    '{{ vars.items.constructor.constructor }}',
    '{{ vars.long.constructor }}',
    '{{ vars.long.__proto__.replace }}',
    '{{ "a".constructor }}',
    '{{ constructor }}',
    '{{ __proto__ }}',
    '{{ toString }}',
    '{{ empty.__proto__ }}',
    '{{ empty.constructor }}',
    '{{ nil.__proto__.__proto__ }}',
    '{{ blank.__proto__.__proto__.__proto__.constructor }}',
    '{{ vars | map: "__proto__" | first }}',
    '{{ vars.items | map: "constructor.name" | first }}',
    '{{ vars.items | sort: "__proto__.x" | first | map: "__proto__" | first }}',
    '{{ vars.items | where: "constructor" | first }}',
    '{{ vars.items | find: "__proto__" }}',
    '{{ vars.items | find_exp: "x", "x.constructor" }}',
    '{{ vars.items | group_by: "__proto__" | first | map: "name" | first }}',
    '{% assign a = "__proto__" %}{{ vars[a][a] }}',
    '{% for i in (1..1) %}{{ forloop.constructor }}{{ forloop.__proto__ }}{{ forloop.valueOf }}{% endfor %}',
    '{% for i in (1..1) %}{{ forloop.__proto__.__proto__.__proto__.toString }}{{ forloop.next }}{% endfor %}',
    '{% tablerow i in vars.none %}{{ tablerowloop.__proto__ }}{% endtablerow %}',
    '{{ vars.method }}',
    '{{ vars.method.call }}',
    '{{ vars.date.getTime }}',
  ];
  const odd = {
    vars: { ...scope.vars, items: items.slice(0, 50), method: () => 'called', date: { getTime: () => 'called' } },
  };

  test.each(nothing)('%s', (source) => {
    expect(compileTemplate(source).renderText({ scope: odd, now: NOW })).toBe('');
    expect(compileTemplate(`x${source}`).renderText({ scope: odd, now: NOW })).toBe('x');
  });

  test('nothing is written to prototypes or to the scope', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const vars = { list: [3, 1, 2], count: 5 };
    const given = { vars, user: { name: 'Ada' } };
    const source = `
      {% assign __proto__ = "x" %}{% capture constructor %}y{% endcapture %}{% assign user = 1 %}
      {% increment vars %}{% decrement user %}{% increment __proto__ %}{% increment fresh %}
      {% assign a = vars.list | sort | push: 4 | reverse | concat: vars.list %}
      {{ '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}' | parse_json | json }}
      {% assign b = vars.list | where_exp: "__proto__", "true" %}{{ vars.list | group_by_exp: "constructor", "1" }}`;
    compileTemplate(source).render({ scope: given, now: NOW });
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect('polluted' in {}).toBe(false);
    expect(given).toEqual({ vars: { list: [3, 1, 2], count: 5 }, user: { name: 'Ada' } });
  });

  test('parse_json drops __proto__ wherever it stands', () => {
    const source = `{{ '[{"a":{"__proto__":{"x":1},"b":2}},{"\\\\u005f_proto__":1}]' | parse_json }}`;
    const value = compileTemplate(source).render({ scope: {}, now: NOW });
    expect(JSON.stringify(value)).toBe('[{"a":{"b":2}},{}]');
  });

  test.each(['include "a"', 'render "a"', 'layout "a"', 'block a', 'import "a"', 'script'])(
    'there is no tag %s',
    (tag) => {
      expect(templateErrorOf(() => compileTemplate(`{% ${tag} %}`)).code).toBe('template.parse');
    },
  );

  test.each(['sample', 'constructor', '__proto__', 'eval', 'toString'])('there is no filter %s', (name) => {
    expect(templateErrorOf(() => compileTemplate(`{{ vars.items | ${name} }}`)).code).toBe('template.parse');
  });

  test('a value is never read as a template', () => {
    const given = { vars: { a: '{{ vars.secret }}{% raw %}', secret: 's' } };
    expect(compileTemplate('{{ vars.a }}').render({ scope: given, now: NOW })).toBe('{{ vars.secret }}{% raw %}');
    expect(compileTemplate('{{ vars.a | append: vars.a }}!').render({ scope: given, now: NOW })).not.toContain('s}}s');
  });
});

test('an innocent template that loses the processor is not stopped', () => {
  const slow = {
    get vars() {
      const until = performance.now() + 80;
      while (performance.now() < until);
      return { a: 1 };
    },
  };
  const input = { scope: slow, now: NOW };
  expect(compileTemplate('{{ vars.a | plus: 1 }}').render(input)).toBe(2);
});
