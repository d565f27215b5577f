import { describe, expect, test } from '@jest/globals';
import { createAddressPolicy } from './address-policy.ts';
import { bypassesProxy } from './proxy-bypass.ts';

const allows = ({
  address,
  host = address,
  port = 80,
  allowed = [],
}: {
  address: string;
  host?: string;
  port?: number;
  allowed?: string[];
}) => createAddressPolicy(allowed).allows({ address, host, port });

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.255.255',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.251',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '::',
  '::1',
  '::7f00:1',
  '::127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd12::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'ff0e::1',
  '',
  'nonsense',
  '1.2.3',
  '1.2.3.4.5',
  '127.1',
  '0x7f000001',
])('%s is not reached', (address) => {
  expect(allows({ address })).toBe(false);
});

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '9.9.9.9',
  '11.0.0.1',
  '93.184.216.34',
  '100.63.255.255',
  '100.128.0.1',
  '126.255.255.255',
  '128.0.0.1',
  '169.253.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.0.1.1',
  '192.167.1.1',
  '192.169.1.1',
  '198.17.255.255',
  '198.20.0.1',
  '203.0.114.1',
  '223.255.255.254',
  '::ffff:8.8.8.8',
  '2001:200::1',
  '2001:4860:4860::8888',
  '2003::1',
  '2400:cb00::1',
  '2606:4700::1111',
  '2620:fe::fe',
  '2a00:1450::1',
  '2a03:2880::1',
])('%s is reached', (address) => {
  expect(allows({ address })).toBe(true);
});

describe('allowances', () => {
  test.each([
    [['10.0.0.0/8'], '10.1.2.3', '10.1.2.3', 80, true],
    [['10.0.0.0/8'], '11.1.2.3', '11.1.2.3', 80, true],
    [['10.0.0.0/8'], '192.168.0.1', 'itsm.example', 80, false],
    [['10.0.0.0/8'], '::ffff:10.1.2.3', 'x', 80, true],
    [['10.0.0.5'], '10.0.0.5', 'x.example', 443, true],
    [['10.0.0.5'], '10.0.0.6', 'x.example', 443, false],
    [['10.0.0.5:8080'], '10.0.0.5', '10.0.0.5', 8080, true],
    [['10.0.0.5:8080'], '10.0.0.5', '10.0.0.5', 80, false],
    [['ITSM.corp.example.'], '10.0.0.5', 'itsm.corp.example', 443, true],
    [['itsm.corp.example'], '10.0.0.5', 'itsm.corp.example.', 443, true],
    [['itsm.corp.example'], '10.0.0.5', 'evil-itsm.corp.example', 443, false],
    [['itsm.corp.example:8443'], '10.0.0.5', 'itsm.corp.example', 8443, true],
    [['itsm.corp.example:8443'], '10.0.0.5', 'itsm.corp.example', 443, false],
    [['[::1]:8080'], '::1', '[::1]', 8080, true],
    [['[::1]:8080'], '::1', '::1', 8081, false],
    [['::1'], '::1', 'x', 1, true],
    [['fd00::/8'], 'fd12::1', 'x', 80, true],
    [[' ', ''], '127.0.0.1', '', 80, false],
  ])('%j lets %s under the name %s, port %i: %s', (allowed, address, host, port, expected) => {
    expect(allows({ allowed, address, host, port })).toBe(expected);
  });

  test('a range, a name or a tunnel around a cloud’s own address does not let it be reached; its very address does', () => {
    for (const [allowed, address] of [
      ['0.0.0.0/0', '169.254.169.254'],
      ['169.254.0.0/16', '169.254.169.254'],
      ['100.64.0.0/10', '100.100.100.200'],
      ['fd00::/8', 'fd00:ec2::254'],
      ['::/0', '64:ff9b::a9fe:a9fe'],
      ['::/0', '2002:a9fe:a9fe::1'],
      ['x.example', '169.254.169.254'],
    ] as const)
      expect(allows({ allowed: [allowed], address, host: 'x.example' })).toBe(false);
    expect(allows({ allowed: ['169.254.169.254'], address: '169.254.169.254' })).toBe(true);
    expect(
      allows({ allowed: ['metadata.google.internal'], address: '8.8.8.8', host: 'metadata.google.internal.' }),
    ).toBe(false);
  });

  test('names that are told by themselves, before anybody resolves them', () => {
    const names = (host: string, allowed: string[] = []) => createAddressPolicy(allowed).allowsName({ host, port: 80 });
    expect(
      ['metadata.google.internal', 'METADATA.', 'localhost', 'a.localhost', 'localhost.'].filter((host) => names(host)),
    ).toEqual([]);
    expect(['example.com', 'localhost.example.com', 'mylocalhost'].filter((host) => !names(host))).toEqual([]);
    expect(names('localhost', ['127.0.0.0/8'])).toBe(true);
    expect(names('localhost', ['localhost:80'])).toBe(true);
    expect(names('localhost', ['localhost:81'])).toBe(false);
  });
});

test.each([
  ['https://a.example/', 'a.example', true],
  ['https://x.a.example/', 'a.example', true],
  ['https://x.a.example/', '.a.example', true],
  ['https://x.a.example/', '*.a.example', true],
  ['https://ba.example/', 'a.example', false],
  ['https://A.example./', 'b.example, a.EXAMPLE', true],
  ['https://a.example/', 'a.example:8443', false],
  ['https://a.example:8443/', 'a.example:8443', true],
  ['https://a.example/', 'a.example:443', true],
  ['https://10.1.2.3/', '10.0.0.0/8', true],
  ['https://11.1.2.3/', '10.0.0.0/8', false],
  ['https://10.1.2.3/', '10.1.2.3', true],
  ['https://110.1.2.3/', '10.1.2.3', false],
  ['https://[::1]/', '::1', true],
  ['https://[::1]/', '[::1]:443', true],
  ['https://[fd00::1]/', 'fd00::/8', true],
  ['https://a.example/', '*', true],
  ['https://a.example/', '', false],
  ['https://a.example/', '. ,:', false],
])('%s with NO_PROXY=%j goes directly: %s', (url, list, expected) => {
  expect(bypassesProxy({ url: new URL(url), list })).toBe(expected);
});
