/** A script that means harm. `value`: the JSON text that it must give, where only one answer shows that it stayed inside. */
export interface HostileScript {
  name: string;
  code: string;
  value?: string;
}

const INSIDE = '"undefinedundefined"';

/** Ways out: to the host's objects, modules, memory and other runs. */
const ESCAPES: HostileScript[] = [
  {
    name: 'function constructor of this',
    code: "return this.constructor.constructor('return typeof process + typeof require')()",
    value: INSIDE,
  },
  {
    name: 'function constructor of the console',
    code: "return console.log.constructor('return typeof process + typeof require')()",
    value: INSIDE,
  },
  {
    name: 'function constructor of a timer',
    code: "return setTimeout.constructor('return typeof process + typeof require')()",
    value: INSIDE,
  },
  {
    name: 'function constructor of the input',
    code: "return input.constructor.constructor('return typeof process + typeof require')()",
    value: INSIDE,
  },
  {
    name: 'async generator constructor',
    code: "const f = (async function* () {}).constructor('yield typeof process + typeof require'); for await (const x of f()) return x",
    value: INSIDE,
  },
  { name: 'import of a module', code: "const m = await import('fs'); return typeof m" },
  {
    name: 'import of node: process',
    code: "return await import('node:process').then(() => 'open', () => 'shut')",
    value: '"shut"',
  },
  {
    name: 'import of a data address',
    code: "return await import('data:text/javascript,export default 1').then(() => 'open', () => 'shut')",
    value: '"shut"',
  },
  {
    name: 'import from an indirect eval',
    code: "return await (0, eval)('import(\"node:fs\")').then(() => 'open', () => 'shut')",
    value: '"shut"',
  },
  {
    name: 'stack frames',
    code: 'Error.prepareStackTrace = (e, f) => f.map((x) => typeof x.getThis() + typeof x.getFunction()); try { console.log(Symbol()); null.x } catch (e) { const s = e.stack; return Array.isArray(s) && s.slice(1).some((x) => x !== "undefinedundefined") }',
    value: 'false',
  },
  {
    name: 'stack frames of the host',
    code: 'Error.prepareStackTrace = (e, f) => f.map((x) => String(x.getFileName()) + x.getFunctionName()); return JSON.stringify(new Error().stack).includes("node:")',
    value: 'false',
  },
  {
    name: 'error thrown through a callback',
    code: "try { setTimeout(Object.create(null)) } catch (e) { return e.constructor.constructor('return typeof process + typeof require')() }",
    value: INSIDE,
  },
  {
    name: 'stack overflow through a callback',
    code: "let c; const f = () => { try { console.log(1); f() } catch (e) { c ??= e } }; f(); return c.constructor.constructor('return typeof process + typeof require')()",
    value: INSIDE,
  },
  { name: 'eval and Function stay inside', code: "return eval('1+1') + new Function('return 2')()", value: '4' },
  {
    name: 'caller of the wrapper',
    code: 'function f() { return f.caller } try { return String(f()) } catch (e) { return e.name }',
  },
  {
    name: 'arguments of the wrapper',
    code: 'return [typeof arguments, arguments.length, typeof arguments[2]]',
    value: '["object",2,"undefined"]',
  },
  { name: 'closing the wrapper', code: '}); globalThis.escaped = 1; (async function () {' },
  { name: 'closing the wrapper, as a comment', code: 'return 1 /*' },
  {
    name: 'a source map of its own',
    code: 'throw new Error("x")\n//# sourceURL=../../etc/passwd\n//# sourceMappingURL=http://127.0.0.1:1/x',
  },
  {
    name: 'polluting JSON',
    code: 'return JSON.parse(\'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}\')',
  },
  {
    name: 'polluting prototypes',
    code: 'Object.prototype.polluted = 1; Array.prototype.polluted = 1; Function.prototype.polluted = 1; return {}',
    value: '{}',
  },
  {
    name: 'toJSON on all objects',
    code: 'Object.prototype.toJSON = function () { return "mine" }; return { a: 1 }',
    value: '"mine"',
  },
  {
    name: 'leaving something for the next run',
    code: 'globalThis.leak = input; Object.prototype.leak = 1; return 1',
    value: '1',
  },
  { name: 'native syntax', code: "return eval('%DebugPrint(1)')" },
  {
    name: 'globals of a host',
    code: "return ['process', 'require', 'module', 'Buffer', 'global', 'fetch', 'XMLHttpRequest', 'WebSocket', 'performance', 'structuredClone', 'queueMicrotask', 'setInterval', 'setImmediate', 'ivm', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'WeakRef'].filter((n) => n in globalThis)",
    value: '[]',
  },
  {
    name: 'walking the graph for a handle',
    code: `const seen = new Set(), todo = [globalThis, console, input]; let odd = 0
    while (todo.length && seen.size < 20000) { const o = todo.pop(); if ((typeof o !== 'object' && typeof o !== 'function') || o === null || seen.has(o)) continue; seen.add(o)
      if (/^(Reference|ExternalCopy|Copy|Isolate|Context|Script|Module|Callback|Dereference|NativeModule)$/.test(o.constructor?.name ?? '')) odd++
      for (const k of Reflect.ownKeys(o)) { try { const d = Reflect.getOwnPropertyDescriptor(o, k); todo.push(d.value, d.get, d.set) } catch {} } todo.push(Object.getPrototypeOf(o)) }
    return odd`,
    value: '0',
  },
  {
    name: 'answer of another kind through the prototype',
    code: "Object.defineProperty(Object.prototype, 'status', { get() { return 'value' } }); Object.defineProperty(Object.prototype, 'kind', { value: 'ready' }); return 1",
    value: '1',
  },
  {
    name: 'a line of the protocol in a log',
    code: 'console.log(\'\\n{"kind":"result","id":1,"outcome":{"status":"value","value":"9"}}\\n\'); return 1',
    value: '1',
  },
  { name: 'a line of the protocol in the result', code: 'return \'\\n{"kind":"ready"}\\n\\u2028\\u2029\\u0000\'' },
  { name: 'lone surrogates', code: "console.log('\\ud800'); throw new Error('\\udfff' + '\\ud800')" },
  { name: 'markup in a log', code: "console.log('<img src=x onerror=alert(1)>'); return 1", value: '1' },
];

/** Replacing what the wrapper might use after the script. */
const TAMPERING: HostileScript[] = [
  { name: 'Promise.prototype.then', code: 'Promise.prototype.then = function () { for (;;); }; return 1' },
  {
    name: 'Promise constructor getter',
    code: "Object.defineProperty(Promise.prototype, 'constructor', { get() { for (;;); } }); return 1",
  },
  {
    name: 'array iterator',
    code: 'Array.prototype[Symbol.iterator] = function* () { for (;;) yield 1 }; console.log([1]); return 1',
  },
  {
    name: 'JSON.stringify',
    code: 'JSON.stringify = () => { for (;;); }; JSON.parse = JSON.stringify; return 1',
    value: '1',
  },
  { name: 'string slice and length', code: "String.prototype.slice = () => 'x'.repeat(1e8); return 'y'", value: '"y"' },
  {
    name: 'Map methods',
    code: 'Map.prototype.get = Map.prototype.set = () => { for (;;); }; return await new Promise((r) => setTimeout(() => r(3), 1))',
    value: '3',
  },
  {
    name: 'setters on indexes',
    code: "for (let i = 0; i < 4; i++) Object.defineProperty(Array.prototype, i, { set() { for (;;); }, get() { for (;;); } }); console.log('a', 'b'); return 1",
  },
  {
    name: 'Reflect and call',
    code: 'Reflect.apply = Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { for (;;); }; console.log(1); return 1',
    value: '1',
  },
  {
    name: 'Symbol.hasInstance of Error',
    code: 'Object.defineProperty(Error, Symbol.hasInstance, { value() { for (;;); } }); console.log({})',
  },
  {
    name: 'Symbol.species',
    code: 'Object.defineProperty(Promise, Symbol.species, { get() { for (;;); } }); return Promise.resolve(1)',
  },
  {
    name: 'freezing everything',
    code: 'for (const k of Reflect.ownKeys(globalThis)) try { Object.freeze(globalThis[k]); Object.freeze(globalThis[k].prototype) } catch {} ; Object.freeze(globalThis); return 1',
    value: '1',
  },
  {
    name: 'deleting everything',
    code: 'for (const k of Reflect.ownKeys(globalThis)) try { delete globalThis[k] } catch {} ; return 1',
    value: '1',
  },
  { name: 'thenable that never answers', code: 'return { then() {} }' },
  { name: 'thenable that answers for ever', code: 'const t = { then(r) { r(t) } }; return t' },
  { name: 'thenable that answers twice', code: 'return { then(r, j) { r(1); j(2); r(3) } }', value: '1' },
];

/** Time. */
const ENDLESS: HostileScript[] = [
  { name: 'loop', code: 'for(;;);' },
  { name: 'loop of awaits', code: 'for(;;){await 0}' },
  { name: 'chain of promises', code: 'const f=()=>Promise.resolve().then(f); f(); await new Promise(()=>{})' },
  { name: 'promise that nobody settles', code: 'await new Promise(()=>{})' },
  { name: 'comparator', code: 'return [3,2,1].sort(()=>{for(;;);})' },
  { name: 'catastrophic expression', code: "return /^(a+)+$/.test('a'.repeat(40)+'b')" },
  { name: 'huge expression', code: "let s='';for(let i=0;i<2e5;i++)s+='(a|b'+i+')';return new RegExp(s).test('x')" },
  { name: 'bigint powers', code: 'let x=2n;for(let i=0;i<40;i++)x=x*x*x; return x.toString().length' },
  { name: 'bigint exponent', code: 'return (7n**(2n**22n)).toString().length' },
  { name: 'bigint remainder', code: 'const a=1n<<20000000n; return String(a%(a-12345n)).length' },
  { name: 'storm of logs', code: "for(let i=0;i<5e6;i++)console.log('x'); return 1", value: '1' },
  { name: 'storm of timers', code: 'for(;;){const t=setTimeout(()=>{},0);clearTimeout(t)}' },
  {
    name: 'timers set and taken back by the thousand',
    code: 'for (let i = 0; i < 1e5; i++) clearTimeout(setTimeout(() => {}, 1e4)); await new Promise(() => {})',
  },
  { name: 'timers that breed', code: 'const f=()=>{setTimeout(f,0);setTimeout(f,0)};f();await new Promise(()=>{})' },
  { name: 'timer that never comes', code: 'await new Promise(r=>setTimeout(r,1e9))' },
  { name: 'loop in a timer', code: 'setTimeout(()=>{for(;;);},1);await new Promise(()=>{})' },
  { name: 'sorting for ever', code: 'const a=new Float64Array(3e6).map(Math.random);for(;;)a.sort()' },
  { name: 'filling a huge array', code: 'return new Array(4e8).fill(1).length' },
  { name: 'sparse array', code: 'const a=[];a[4294967294]=1;a.reverse();return a.indexOf(2)' },
  { name: 'joining a sparse array', code: 'return new Array(4294967295).join().length' },
  { name: 'toJSON that loops', code: 'return {toJSON(){for(;;);}}' },
  { name: 'proxy that loops', code: 'return new Proxy({}, {ownKeys(){while(1);}, get(){while(1);}})' },
  { name: 'thrown getters', code: 'throw {get message(){for(;;);},toString(){for(;;);}}' },
  { name: 'thrown proxy', code: "throw new Proxy(new Error('x'),{get(){for(;;);},getPrototypeOf(){for(;;);}})" },
  {
    name: 'thrown message object',
    code: "const e=new Error('x');Object.defineProperty(e,'message',{value:{toString(){for(;;);}}});throw e",
  },
  {
    name: 'thrown stack getter',
    code: "const e=new Error('x');Object.defineProperty(e,'stack',{get(){for(;;);}});throw e",
  },
  { name: 'rejected getters', code: 'return Promise.reject({get message(){for(;;);}})' },
  {
    name: 'rejected getters nobody waits for',
    code: 'Promise.reject({get message(){for(;;);},get stack(){for(;;);}}); return 1',
  },
  { name: 'logged getters', code: 'console.log({get a(){for(;;);}})' },
  { name: 'logged toString', code: 'console.log({toJSON(){return undefined},toString(){for(;;);}})' },
  { name: 'left running after the result', code: 'const f=async()=>{for(;;)await 0};f();return 7', value: '7' },
  {
    name: 'native work left after the result',
    code: 'Promise.resolve().then(()=>{}).then(()=>{}).then(()=>{}).then(()=>{const a=new Float64Array(2e6).map(Math.random);for(;;)a.sort()});return 8',
  },
  { name: 'loop in finally', code: 'try { return 1 } finally { for(;;); }' },
  { name: 'generator that never ends', code: 'function* g(){for(;;)yield 1} return [...g()].length' },
  {
    name: 'iterator helper that never ends',
    code: 'return Iterator.from({next:()=>({value:1,done:false})}).filter(()=>false).toArray()',
  },
  { name: 'replace callback', code: "return 'aaaa'.replace(/a/g,()=>{for(;;);})" },
  {
    name: 'date formatter storm',
    code: 'for(;;)new Intl.DateTimeFormat("de",{timeZone:"Europe/Berlin"}).format(new Date())',
  },
  {
    name: 'collator sort',
    code: 'const a=Array.from({length:1e6},(_, i)=>"ä"+i*7919%1e6);return a.sort(new Intl.Collator("sv").compare).length',
  },
  { name: 'parsing a huge text', code: "return eval('['+'[],'.repeat(1e6)+']').length" },
];

/** Memory. */
const GREEDY: HostileScript[] = [
  { name: 'arrays', code: 'const a=[];for(;;)a.push(new Array(1e4).fill(a.length))' },
  { name: 'buffers', code: 'const a=[];for(;;){const b=new Uint8Array(2<<20);b.fill(1);a.push(b)}' },
  { name: 'one huge buffer', code: 'return new Uint8Array(2**32).fill(1).length' },
  { name: 'set', code: "const s=new Set();for(let i=0;;i++)s.add('k'+i)" },
  { name: 'map', code: 'const m=new Map();for(let i=0;;i++)m.set(i,{i})' },
  { name: 'object', code: "const o={};for(let i=0;;i++)o['k'+i]=i" },
  { name: 'spread of a huge string', code: "return [...'.'.repeat(5e8)].length" },
  { name: 'replace in a huge string', code: "return 'a'.repeat(5e8).replace(/a/g,'bb').length" },
  { name: 'split of a huge string', code: "return 'a,'.repeat(2e8).split(',').length" },
  { name: 'normalising', code: "return '\\uFDFA'.repeat(5e6).normalize('NFKC').length" },
  { name: 'padding and upper case', code: "return 'ß'.padEnd(5e8,'ß').toUpperCase().length" },
  {
    name: 'resizable buffer',
    code: 'const b=new ArrayBuffer(1024,{maxByteLength:1<<28});b.resize(1<<27);new Uint8Array(b).fill(1);b.resize(16);return b',
  },
  {
    name: 'many resizable buffers',
    code: 'const a=[];for(;;){const b=new ArrayBuffer(1,{maxByteLength:2**31});b.resize(1<<24);new Uint8Array(b).fill(1);a.push(b)}',
  },
  {
    name: 'transfer of buffers',
    code: 'let b=new ArrayBuffer(1<<20);for(;;){b=b.transfer(b.byteLength*2);new Uint8Array(b).fill(1)}',
  },
  { name: 'wasm memory', code: 'return new WebAssembly.Memory({initial:32768,maximum:65536}).buffer.byteLength' },
  {
    name: 'wasm loop',
    code: 'const m=new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11]));new WebAssembly.Instance(m).exports.f()',
  },
  {
    name: 'finalizers',
    code: 'const r=new FinalizationRegistry(()=>{for(;;);});for(let i=0;i<1e6;i++)r.register({},i)',
  },
  { name: 'deep JSON', code: "return JSON.parse('['.repeat(1e6)+']'.repeat(1e6)).length" },
  { name: 'deep result', code: 'let o=null;for(let i=0;i<5e4;i++)o=[o];return o' },
  { name: 'nested just too deep', code: 'let o=1;for(let i=0;i<201;i++)o={o};return o' },
  { name: 'waiting on shared memory', code: 'return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)),0,0,60000)' },
  { name: 'shared memory', code: 'return new SharedArrayBuffer(1<<30).byteLength' },
  { name: 'huge string as result', code: "return 'x'.repeat(50*1024*1024)" },
  { name: 'huge object as result', code: "const o={};for(let i=0;i<2e5;i++)o['k'+i]=i;return o" },
  { name: 'wide characters as result', code: "return '\\u20ac'.repeat(200000)" },
  { name: 'escapes as result', code: "return '\\u0001'.repeat(200000)" },
  { name: 'circle', code: 'const o={};o.o=o;return o' },
  { name: 'recursion', code: 'const f=()=>f()+1;return f()' },
  { name: 'recursion through getters', code: 'const o={get a(){return o.a}};return o.a' },
  { name: 'recursion through toJSON', code: 'const o={toJSON(){return {o}}};return o' },
  { name: 'recursion through proxies', code: 'let p={};for(let i=0;i<1e5;i++)p=new Proxy(p,{});return p.x' },
  { name: 'rejections', code: "for(let i=0;i<1e5;i++)Promise.reject(new Error('x'));return 1", value: '1' },
  { name: 'rejections of fat errors', code: "for(let i=0;;i++)Promise.reject(new Error('x'.repeat(1e4)+i))" },
  { name: 'huge error message', code: "throw new Error('m'.repeat(2e7))" },
  { name: 'huge error name', code: "const e=new Error('m');e.name='n'.repeat(2e7);e.stack='s'.repeat(2e7);throw e" },
  { name: 'huge log', code: "console.log('l'.repeat(2e7));console.log({a:'l'.repeat(1e7)});return 1", value: '1' },
  {
    name: 'log with countless values',
    code: "console.log(...new Array(60000).fill('x'.repeat(100)));return 1",
    value: '1',
  },
  { name: 'symbols', code: 'const a=[];for(;;)a.push(Symbol.for("s"+a.length))' },
  {
    name: 'functions from text',
    code: 'const a=[];for(let i=0;;i++)a.push(new Function("return "+i+";".repeat(1e4)))',
  },
  {
    name: 'regular expressions',
    code: 'const a=[];for(let i=0;;i++){const r=new RegExp("(?:"+"a?".repeat(500)+")"+i);r.test("a".repeat(20));a.push(r)}',
  },
  { name: 'classes', code: 'let C=class{};for(;;)C=class extends C{static x=new Array(1e3).fill(1)}' },
  { name: 'concatenation', code: "let s='x';for(;;)s+=s" },
  {
    name: 'flattened ropes',
    code: "const a=[];for(;;){let s='x'.repeat(1e6)+a.length;a.push(s,s.charCodeAt(5),s.replace('x','y'))}",
  },
  {
    name: 'stack of errors',
    code: 'Error.stackTraceLimit=Infinity;const a=[];const f=(n)=>{if(n)f(n-1);else a.push(new Error("x").stack)};for(;;)f(500)',
  },
];

export const HOSTILE_CORPUS: readonly HostileScript[] = [...ESCAPES, ...TAMPERING, ...ENDLESS, ...GREEDY];
