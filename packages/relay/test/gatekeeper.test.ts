import { expect, test } from 'vitest';
import { addressOf, checkOrigins, createGatekeeper } from '../src/gatekeeper.ts';

const origins = ['https://notes.example', 'http://localhost:5173'];

function admits(headers: { host?: string[]; origin?: string[] }, { host = '127.0.0.1', port = 4100 } = {}): boolean {
  return createGatekeeper({ host, port, origins }).admits({ headersDistinct: headers });
}

test('RLY-005 takes the addresses of loopback, and looks no name up', () => {
  expect(['127.0.0.1', '::1', 'localhost'].map(addressOf)).toEqual(['127.0.0.1', '::1', '127.0.0.1']);
});

test('RLY-005 refuses to listen anywhere else', () => {
  const others = [
    '0.0.0.0',
    '::',
    '',
    '192.168.1.2',
    '127.0.0.2',
    'LOCALHOST',
    'localhost.example',
    '[::1]',
    '::ffff:127.0.0.1',
  ];
  for (const host of others) expect(() => addressOf(host)).toThrow(RangeError);
});

test('RLY-006 admits its own names, in any case of letters', () => {
  for (const host of ['127.0.0.1:4100', 'localhost:4100', 'LocalHost:4100'])
    expect(admits({ host: [host] })).toBe(true);
  expect(admits({ host: ['[::1]:4100'] }, { host: '::1' })).toBe(true);
  expect(admits({ host: ['localhost'] }, { port: 80 })).toBe(true);
});

test('RLY-006 refuses every other name', () => {
  const others = [
    'evil.example',
    'evil.example:4100',
    '127.0.0.1',
    '127.0.0.1:4101',
    '127.0.0.2:4100',
    '[::1]:4100',
    'localhost.:4100',
    'localhost:4100.evil.example',
    '0x7f.1:4100',
    '127.1:4100',
    '',
  ];
  expect(others.filter((host) => admits({ host: [host] }))).toEqual([]);
  expect(admits({})).toBe(false);
  expect(admits({ host: ['127.0.0.1:4100', '127.0.0.1:4100'] })).toBe(false);
});

test('RLY-006 admits the web pages on its list, and programs that name none', () => {
  const host = ['127.0.0.1:4100'];
  expect(origins.map((origin) => admits({ host, origin: [origin] }))).toEqual([true, true]);
  expect(admits({ host })).toBe(true);
});

test('RLY-006 refuses every other web page, also its own', () => {
  const host = ['127.0.0.1:4100'];
  const others = [
    'null',
    '',
    'https://evil.example',
    'http://notes.example',
    'https://notes.example.evil.example',
    'https://notes.example:8443',
    'https://notes.example/',
    'HTTPS://NOTES.EXAMPLE',
    'http://localhost:5174',
    'http://127.0.0.1:4100',
  ];
  expect(others.filter((origin) => admits({ host, origin: [origin] }))).toEqual([]);
  expect(admits({ host, origin: [origins[0]!, 'https://evil.example'] })).toBe(false);
});

test('throws for a list with something that no browser would say', () => {
  for (const wrong of ['notes.example', 'https://notes.example/', '*', 'null', 'https://NOTES.example', 'file:///etc'])
    expect(() => checkOrigins([wrong])).toThrow(RangeError);
  expect(() => checkOrigins(origins)).not.toThrow();
});
