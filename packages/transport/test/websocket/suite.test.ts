import { linkCases } from '@allod/transport/testing';
import type { OpenedLinks } from '@allod/transport/testing';
import { describe, expect, test } from 'vitest';
import { connected, serveLinks } from './sockets.ts';

async function open(): Promise<OpenedLinks> {
  const server = await serveLinks();
  const [first, second] = await Promise.all([connected(server.url), server.accepted()]);
  return { ends: [first, second], cut: server.cut, dispose: server.close };
}

describe('a WebSocket', () => {
  for (const { title, requirements, run } of linkCases(open, true)) {
    test(`${[requirements.join(', '), title].join(' ').trim()} (WebSocket)`, async () => {
      await expect(run()).resolves.toBeUndefined();
    });
  }
});
