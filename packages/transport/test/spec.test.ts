import { readFileSync } from 'node:fs';
import limits from '@allod/spec/registries/limits.json' with { type: 'json' };
import { CLOSE_CODE_BY_ERROR, CLOSE_GOING_AWAY, MAX_FRAME_BYTES } from '@allod/transport';
import {
  MAX_CBOR_DEPTH,
  MAX_INFLATED_BYTES,
  MAX_INFLATION_RATIO,
  MAX_ITEMS,
  MAX_MESSAGES,
} from '@allod/transport/frames';
import { expect, test } from 'vitest';

const chapter = readFileSync(new URL('../../../spec/07-transport.md', import.meta.url), 'utf8');

test('TRN-014 states the close codes of the table, and no others', () => {
  const rows = [...chapter.matchAll(/^\| (\d{4}) \| (.+) \|$/gm)].map(([, code, reasons = '']) => ({
    code: Number(code),
    reasons,
  }));
  const registered = rows.flatMap(({ code, reasons }) =>
    [...reasons.matchAll(/`(E_\w+)`/g)].map(([, error]) => [error, code]),
  );
  const inWords = Object.fromEntries(
    rows.filter(({ reasons }) => !reasons.includes('`')).map(({ code, reasons }) => [reasons, code]),
  );
  expect({ ...CLOSE_CODE_BY_ERROR }).toEqual({
    ...Object.fromEntries(registered),
    E_LINK: inWords['a link that is lost by silence'],
  });
  expect(CLOSE_GOING_AWAY).toBe(inWords['the peer goes away, and comes back']);
  expect(Object.keys(inWords)).toHaveLength(2);
});

test('has no close code for what every object has', () => {
  expect(CLOSE_CODE_BY_ERROR['constructor']).toBeUndefined();
});

test('goes by the limits of the registry', () => {
  const registry = Object.fromEntries(limits.limits.map(({ name, value }) => [name, value]));
  expect(registry).toMatchObject({
    frameBytes: MAX_FRAME_BYTES,
    messagesPerFrame: MAX_MESSAGES,
    cborDepth: MAX_CBOR_DEPTH,
    itemsPerMessage: MAX_ITEMS,
    inflatedBytes: MAX_INFLATED_BYTES,
    inflationRatio: MAX_INFLATION_RATIO,
  });
});
