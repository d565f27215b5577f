/**
 * What runs in a fresh isolate before the author's code, as the body of a function that is given `$0` the limits as JSON text and three callbacks of
 * the worker: `$1` finish(status, text, name, stack), `$2` log(level, text), `$3` wake(timer, milliseconds), which with -1 takes a timer back.
 * It returns a function that the worker calls: with 0, the code and the input's JSON text to start, and with a timer's number when its time has come.
 *
 * The author's code can replace every built-in afterwards, so all that is used later is taken into constants first; nothing here looks anything up on
 * a prototype. It is strict, so that stack inspection cannot reach its functions, and the callbacks never leave its scope. Results and errors become
 * strings here, on the author's time: a getter that never returns hangs the script, not the worker.
 */
export const GUEST_SOURCE = String.raw`'use strict';
const { parse, stringify } = JSON;
const limits = parse($0);
const finish = $1, log = $2, wake = $3;
const { apply } = Reflect;
const toText = String, toNumber = Number, TypeFault = TypeError, Fault = Error;
const { slice } = String.prototype;
const mapGet = Map.prototype.get, mapSet = Map.prototype.set, mapDelete = Map.prototype.delete;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;
const AsyncFunction = (async () => {}).constructor;
const define = Object.defineProperty;

for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'WeakRef', 'console']) delete globalThis[name];

const clip = (text, most) => (text.length > most ? apply(slice, text, [0, most]) : text);

const show = (value) => {
  try {
    if (typeof value === 'string') return value;
    if (typeof value === 'function') return '[function]';
    if (typeof value !== 'object' || value === null) return toText(value);
    if (value instanceof Fault) return toText(value.name) + ': ' + toText(value.message);
    const text = stringify(value);
    return typeof text === 'string' ? text : toText(value);
  } catch {
    return '[unreadable]';
  }
};

let finished = false;
const end = (status, text, name, stack) => {
  if (finished) return;
  finished = true;
  finish(status, text, name, stack);
};

const threw = (error) => {
  let name = 'Error', message = '', stack = '';
  try {
    if (typeof error === 'object' && error !== null) {
      const ownName = error.name;
      if (typeof ownName === 'string' && ownName !== '') name = clip(ownName, limits.errorNameChars);
      const ownMessage = error.message;
      message = clip(ownMessage === undefined ? show(error) : toText(ownMessage), limits.errorMessageChars);
      const ownStack = error.stack;
      if (typeof ownStack === 'string') stack = clip(ownStack, limits.errorStackChars);
    } else {
      message = clip(show(error), limits.errorMessageChars);
    }
  } catch {
    if (message === '') message = 'The script threw something that cannot be read';
  }
  end('threw', message, name, stack);
};

let entries = 0, characters = 0;
const writer = (level) => (...values) => {
  if (finished || entries >= limits.logEntries) return;
  entries += 1;
  if (entries === limits.logEntries || characters >= limits.logChars) {
    entries = limits.logEntries;
    log('warn', 'More was written to the console than is kept.');
    return;
  }
  let text = '';
  for (let index = 0; index < values.length && text.length < limits.logEntryChars; index += 1) {
    text += (index > 0 ? ' ' : '') + clip(show(values[index]), limits.logEntryChars);
  }
  text = clip(text, limits.logEntryChars);
  characters += text.length;
  log(level, text);
};
const plain = writer('log');
const console = {
  log: plain, debug: plain, trace: plain, dir: plain, table: plain,
  info: writer('info'), warn: writer('warn'), error: writer('error'),
};

const timers = new Map();
let lastTimer = 0;
const setTimeout = (callback, delay, ...values) => {
  if (typeof callback !== 'function') throw new TypeFault('setTimeout needs a function');
  if (apply(mapSize, timers, []) >= limits.pendingTimers) throw new Fault('Too many timers wait at the same time');
  const wanted = toNumber(delay);
  const milliseconds = wanted > 0 ? (wanted < limits.maxTimeoutMs ? wanted : limits.maxTimeoutMs) : 0;
  lastTimer += 1;
  const id = lastTimer;
  apply(mapSet, timers, [id, () => apply(callback, undefined, values)]);
  wake(id, milliseconds);
  return id;
};
const clearTimeout = (id) => {
  if (apply(mapDelete, timers, [id])) wake(id, -1);
};
for (const [name, value] of [['setTimeout', setTimeout], ['clearTimeout', clearTimeout]]) {
  define(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}

const fire = (id) => {
  const due = apply(mapGet, timers, [id]);
  if (due === undefined || finished) return;
  apply(mapDelete, timers, [id]);
  try {
    due();
  } catch (error) {
    threw(error);
  }
};

return (timer, code, input) => {
  if (timer > 0) return fire(timer);
  (async () => {
    let argument, text;
    try {
      argument = parse(input);
    } catch {
      return end('bad_input', '', '', '');
    }
    try {
      const script = new AsyncFunction('input', 'console', code + '\n//# sourceURL=script.js');
      const value = await apply(script, undefined, [argument, console]);
      if (value === undefined) return end('value', 'null', '', '');
      const kind = typeof value;
      try {
        text = stringify(value);
      } catch (error) {
        return end('not_json', clip(show(error), limits.errorMessageChars), '', '');
      }
      if (typeof text !== 'string') return end('not_json', 'a ' + kind, '', '');
    } catch (error) {
      return threw(error);
    }
    if (text.length > limits.outputBytes) return end('too_large', '', '', '');
    end('value', text, '', '');
  })();
};
`;
