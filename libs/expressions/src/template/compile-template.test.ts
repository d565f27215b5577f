import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileTemplate, hasTemplate } from '../index.ts';
import { NOW, render, renderText, templateErrorOf } from '../testing/render.ts';

const vars = {
  items: [1, { a: 2 }, null],
  order: { id: 7, lines: [{ name: 'Mouse' }], 'odd key': 'k', size: 'own' },
  name: 'Ada',
  yes: true,
  no: false,
  zero: 0,
  none: null,
  empty: '',
  html: '<b>&"\'</b>',
};

describe('one output tag alone gives the native value', () => {
  test.each([
    ['{{ vars.items }}', vars.items],
    ['  {{ vars.items }}\n', vars.items],
    ['{{- vars.items -}}', vars.items],
    [' \t{{-vars.items-}} \n', vars.items],
    ['{{ vars.order }}', vars.order],
    ['{{ vars.yes }}', true],
    ['{{ vars.no }}', false],
    ['{{ vars.zero }}', 0],
    ['{{ vars.none }}', null],
    ['{{ vars.gone }}', undefined],
    ['{{ vars.gone.deeper.still }}', undefined],
    ['{{ vars.empty }}', ''],
    ['{{ vars.items | size }}', 3],
    ['{{ vars.zero | plus: 1.5 }}', 1.5],
    ['{{ vars.gone | default: vars.items }}', vars.items],
    ['{{ "1,2" | split: "," }}', ['1', '2']],
    ['{{ (1..3) }}', [1, 2, 3]],
    ['{{ vars.zero == 0 }}', true],
    ['{{ 5 }}', 5],
    ['{{ vars.order["odd key"] }}', 'k'],
    ['{{ vars.order.lines[0].name }}', 'Mouse'],
    ['{{ vars.order.lines.first.name }}', 'Mouse'],
    ['{{ vars.order.lines[-1].name }}', 'Mouse'],
    ['{{ vars.order.size }}', 'own'],
    ['{{ vars.items.size }}', 3],
    ['{{ vars.name.size }}', 3],
    ['{{ vars["name"] }}', 'Ada'],
  ])('%j', (source, expected) => {
    expect(render(source, vars)).toEqual(expected);
  });

  test('a lone path is the very value of the scope', () => {
    expect(render('{{ vars.items }}', vars)).toBe(vars.items);
    expect(render('{{ vars.items | default: 1 }}', vars)).toBe(vars.items);
  });

  test('the null character, an empty tag of white space control and a comment are no part of it', () => {
    expect(render('{{ vars.items }}{% comment %}x{% endcomment %}', vars)).toBe('[1,{"a":2},null]');
    expect(render('{{ vars.zero }}{{ vars.zero }}', vars)).toBe('00');
    expect(render('{% if true %}{{ vars.zero }}{% endif %}', vars)).toBe('0');
    expect(render('{% echo vars.items %}', vars)).toBe('[1,{"a":2},null]');
  });
});

describe('everything else gives text', () => {
  test.each([
    ['', ''],
    ['plain { } %}', 'plain { } %}'],
    ['a {{ vars.items }}', 'a [1,{"a":2},null]'],
    ['a {{ vars.order.lines }} b', 'a [{"name":"Mouse"}] b'],
    ['a{{ vars.none }}{{ vars.gone }}{{ vars.gone.x }}b', 'ab'],
    ['{{ vars.yes }} {{ vars.no }} {{ vars.zero }}', 'true false 0'],
    ['{{ vars.html }}!', '<b>&"\'</b>!'],
    ['{{ vars.html | escape }}!', '&lt;b&gt;&amp;&#34;&#39;&lt;/b&gt;!'],
    ['a  {{- vars.name -}}  b', 'aAdab'],
    ['{% if vars.yes %}y{% else %}n{% endif %}{% unless vars.yes %}u{% endunless %}', 'y'],
    ['{% for i in vars.order.lines %}{{ forloop.index }}{{ i }}{% endfor %}', '1{"name":"Mouse"}'],
    ['{% for pair in vars.order.lines[0] %}{{ pair[0] }}={{ pair[1] }}{% endfor %}', 'name=Mouse'],
    ['{% capture c %}{{ vars.items }}{% endcapture %}{{ c }}', '[1,{"a":2},null]'],
    ['{% assign a = vars.items %}{{ a[1] }};', '{"a":2};'],
    ['{% cycle 0, 1 %}{% cycle 0, 1 %}', '01'],
    ['{% increment n %}{% increment n %}{% decrement m %}', '01-1'],
    ['{% raw %}{{ x }}{% endraw %}', '{{ x }}'],
    ['{% liquid\nassign a = 1\necho a\n%}', '1'],
    ['{% case vars.name %}{% when "Ada", "Bob" %}x{% else %}y{% endcase %}', 'x'],
    [
      '{{ vars.order | append: vars.items }}',
      '{"id":7,"lines":[{"name":"Mouse"}],"odd key":"k","size":"own"}[1,{"a":2},null]',
    ],
    ['{# no comment #}', '{# no comment #}'],
    ['{% # a comment\n  # of two lines %}x', 'x'],
  ])('%j', (source, expected) => {
    expect(render(source, vars)).toBe(expected);
  });

  test('renderText gives text for a lone tag as well, with its white space', () => {
    expect(renderText(' {{ vars.items }} ', vars)).toBe(' [1,{"a":2},null] ');
    expect(renderText('{{ vars.none }}', vars)).toBe('');
    expect(renderText('{{ vars.gone | default: vars.zero }}', vars)).toBe('0');
  });

  test('the whole scope is in reach, and now', () => {
    const scope = {
      ...{ vars: { a: 1 }, user: { name: 'Ada' }, message: { text: 'hi', files: [{ name: 'f' }] } },
      ...{ nodes: { 'ask-1': { error: { code: 'x.y' } } }, env: { host: 'h' } },
      ...{ conversation: { id: 'c', turns: 2 }, flow: { key: 'k', version: 3 } },
    };
    const source =
      '{{ vars.a }} {{ user.name }} {{ message.text }} {{ message.files[0].name }} {{ nodes.ask-1.error.code }} {{ env.host }} {{ conversation.turns }} {{ flow.version }} {{ now }}';
    expect(compileTemplate(source).render({ scope, now: NOW })).toBe(`1 Ada hi f x.y h 2 3 ${NOW}`);
    expect(compileTemplate('{{ now | slice: 0, 4 }}').render({ scope: {}, now: NOW })).toBe('2026');
    expect(compileTemplate('{{ now }}').render({ scope: { now: 'own' }, now: NOW })).toBe('own');
  });
});

describe('references', () => {
  test.each([
    ['Hi', []],
    ['{{ vars.order.amount }}', ['vars.order.amount']],
    ['{{ nodes.answer.error.code }} {{ nodes.answer.error.code }}', ['nodes.answer.error.code']],
    ["{{ vars['odd key'][0].x }}", ['vars.odd key.0.x']],
    ['{{ vars.list[vars.at].name }}', ['vars.list', 'vars.at']],
    ['{{ [vars.name].x }}', ['vars.name']],
    ['{{ vars.a | default: vars.b | append: vars.c }}', ['vars.a', 'vars.b', 'vars.c']],
    ['{{ "text".size }} {{ (1..vars.n).first }}', ['vars.n']],
    [
      '{% if vars.a > vars.b and user.x contains message.text %}{{ now }}{% endif %}',
      ['vars.a', 'vars.b', 'user.x', 'message.text', 'now'],
    ],
    ['{% assign o = vars.order %}{{ o.id }}', ['vars.order']],
    ['{{ o.id }}{% assign o = 1 %}', ['o.id']],
    ['{% capture c %}{{ vars.x }}{% endcapture %}{{ c }}', ['vars.x']],
    [
      '{% for i in vars.list limit: vars.n %}{{ i.x }}{{ forloop.index }}{% else %}{{ vars.y }}{% endfor %}{{ i }}',
      ['vars.list', 'vars.n', 'vars.y', 'i'],
    ],
    ['{% tablerow r in vars.rows %}{{ r }}{{ tablerowloop.col }}{% endtablerow %}', ['vars.rows']],
    ['{% case vars.a %}{% when vars.b %}{{ vars.c }}{% endcase %}', ['vars.a', 'vars.b', 'vars.c']],
    ['{% increment n %}{{ n }}', []],
    ['{% cycle vars.a, vars.b %}{% echo vars.c %}', ['vars.a', 'vars.b', 'vars.c']],
    ["{{ vars.list | where_exp: 'x', 'x.age > vars.least' }}", ['vars.list', 'vars.least']],
    ['{% liquid\nassign a = vars.q\necho a %}', ['vars.q']],
    ['{% raw %}{{ vars.a }}{% endraw %}{% comment %}{{ vars.b }}{% endcomment %}', []],
    ['{{ true }}{{ nil }}{{ empty }}{{ 5 }}{{ "vars.a" }}', []],
  ])('%s', (source, expected) => {
    const { references } = compileTemplate(source);
    expect(references.map((path) => path.join('.'))).toEqual(expected);
  });
});

test.each([
  ['{{ vars.a.b }}{{ 5. }}{{ (1..3) }}{{ "vars.a." }}{% raw %}{{ vars.a. }}{% endraw %}', []],
  ['{{ vars.a. }}', ['vars.a.']],
  ['{% if vars.a. == vars.b.c. %}{{ vars.a. | append: vars. }}{% endif %}', ['vars.a.', 'vars.b.c.', 'vars.']],
  ['{{ vars.list[vars.at.]. }}', ['vars.list[vars.at.].', 'vars.at.']],
])('a dot with nothing behind it is told, and reads nothing: %s', (source, loose) => {
  expect(compileTemplate(source).loose).toEqual(loose);
  expect(render('{{ vars.order. }}', vars)).toBe(vars.order);
});

describe('errors', () => {
  test.each([
    ['{{ vars.a', 'template.parse', 1],
    ['a\nb {{ }}', 'template.parse', 2],
    ['{% if %}{% endif %}', 'template.parse', 1],
    ['x\n\n{% for i in %}', 'template.parse', 3],
    ['{% if a %}', 'template.parse', 1],
    ['{% endif %}', 'template.parse', 1],
    ['{{ a | nope }}', 'template.parse', 1],
    ['{% nope %}', 'template.parse', 1],
    ['{{ a | : }}', 'template.parse', 1],
    ['{{ a | split "," }}', 'template.parse', 1],
    ['{% # a\n b %}', 'template.parse', 1],
  ])('%j is %s in line %i', (source, code, line) => {
    const error = templateErrorOf(() => compileTemplate(source));
    expect(error).toMatchObject({ code, line, column: expect.any(Number) });
    expect(error.message).toMatch(/^\S/);
    expect(error.message).not.toMatch(/line:|col:/);
  });

  test.each([
    ['a\n{{ "%" | url_decode }}', 'template.render', 2],
    ['{{ "?" | base64_decode }}', 'template.render', 1],
    ["x {{ now | date_add: 1, 'fortnights' }}", 'template.render', 1],
    ["x {{ vars.items | where_exp: 'a', 'a | nope' }}", 'template.render', 1],
  ])('%j is %s in line %i', (source, code, line) => {
    expect(templateErrorOf(() => render(source, vars))).toMatchObject({ code, line });
  });

  test('a failing render of a lone tag has a code as well', () => {
    expect(templateErrorOf(() => render('{{ "%" | url_decode }}')).code).toBe('template.render');
  });

  test('text of more than 1 MB is refused, a list that is only handed on is not', () => {
    const long = 'x'.repeat(700_000);
    const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, text: 'some text' }));
    expect(render('{{ vars.long }}', { long })).toBe(long);
    expect(templateErrorOf(() => render('{{ vars.long }}{{ vars.long }}', { long })).code).toBe('template.limit');
    expect(templateErrorOf(() => render('{{ vars.long }}', { long: long + long })).code).toBe('template.limit');
    expect(render('{{ vars.rows }}', { rows })).toBe(rows);
    expect(templateErrorOf(() => render('rows: {{ vars.rows }}', { rows })).code).toBe('template.limit');
  });

  test('the limits leave room for what is usual', () => {
    const rows = Array.from({ length: 2_000 }, (_, id) => ({ id, status: id % 3 ? 'open' : 'closed', name: `n${id}` }));
    const source =
      '{% assign open = vars.rows | where: "status", "open" | sort: "name" | reverse %}{% for r in open limit: 500 %}| {{ r.id }} | {{ r.name | upcase }} |\n{% endfor %}';
    expect(renderText(source, { rows }).split('\n')).toHaveLength(501);
  });
});

test('hasTemplate knows what may hold one', () => {
  expect(['a', '{ {', '}}', '%}'].some(hasTemplate)).toBe(false);
  expect(['{{', 'a {% b'].every(hasTemplate)).toBe(true);
});

test('a text without a template is given back as it is', () => {
  const template = compileTemplate('just text');
  expect(template).toMatchObject({ constant: true, references: [], source: 'just text' });
  expect(template.render({ scope: {}, now: NOW })).toBe('just text');
});

test('any JSON comes back from a lone path, and any text from between texts', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(render('{{ vars.v }}', { v: value })).toBe(value);
      const copy: unknown = JSON.parse(JSON.stringify(value), (key, inner) =>
        key === '__proto__' ? undefined : inner,
      );
      expect(render('{{ vars.v | json | parse_json }}', { v: value })).toEqual(copy);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (v) => {
      expect(renderText('<{{ vars.v }}>', { v })).toBe(`<${v}>`);
      expect(renderText('<{{ vars.v | append: "" }}>', { v })).toBe(`<${v}>`);
    }),
  );
});

test('the quick way of plain paths and the engine agree', () => {
  const key = fc.constantFrom('a', 'b', 'size', 'first', 'last', 'length', 'constructor', '__proto__', '0', '-1', '7');
  const data = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ maxLength: 3 }),
      fc.integer(),
      fc.constant(null),
      tie('list'),
      tie('record'),
    ),
    list: fc.array(tie('value'), { maxLength: 3 }),
    record: fc.dictionary(fc.constantFrom('a', 'b', 'size', 'first'), tie('value')),
  })).value;
  fc.assert(
    fc.property(data, fc.array(key, { maxLength: 4 }), (value, keys) => {
      const path = `vars.v${keys.map((one) => (/^-?\d/.test(one) ? `[${one}]` : `['${one}']`)).join('')}`;
      const quick = render(`{{ ${path} }}`, { v: value });
      const engine = render(`{% assign got = ${path} %}{{ got | json }}`, { v: value });
      expect(engine).toBe(JSON.stringify(quick ?? null));
    }),
    { numRuns: 500 },
  );
});
