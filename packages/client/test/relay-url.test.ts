import { isRelayUrl } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { readRelayUrl } from '../src/sync/relay-url.ts';
import { valueOf } from './scratch.ts';

describe('the URL of a relay', () => {
  it.each([
    ['ws://127.0.0.1:4321', 'ws://127.0.0.1:4321/allod/v1', 'http://127.0.0.1:4321/.well-known/allod'],
    ['ws://127.0.0.1:4321/', 'ws://127.0.0.1:4321/allod/v1', 'http://127.0.0.1:4321/.well-known/allod'],
    ['http://localhost:80/', 'ws://localhost/allod/v1', 'http://localhost/.well-known/allod'],
    ['wss://example.com/allod/v1', 'wss://example.com/allod/v1', 'https://example.com/.well-known/allod'],
    ['https://[::1]:9/other?x=1', 'wss://[::1]:9/other?x=1', 'https://[::1]:9/.well-known/allod'],
  ])('%s is a link and a document', (text, link, document) => {
    expect(isRelayUrl(text)).toBe(true);
    expect(valueOf(readRelayUrl(text))).toEqual({ link, document });
  });

  it.each(['', 'localhost:4321', 'file:///etc', 'ws:', 'ws://host/#part'])('refuses %j', (text) => {
    expect(isRelayUrl(text)).toBe(false);
  });
});
