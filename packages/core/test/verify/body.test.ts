import { decodeRecord } from '@allod/core/statement';
import type { RecordJson } from '@allod/core/statement';
import { checkBodies, checkRecordBody } from '@allod/core/verify';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesOf, headerOf, ID, jsonOf } from '../statement/craft.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
const word = (checked: Awaited<ReturnType<typeof checkRecordBody>>): unknown =>
  checked.ok ? checked.value : `${checked.error.code} ${checked.error.requirement}`;

test('REC-011, REC-012 judges each body by its own envelope, in order', async () => {
  const jobs = [
    { claims: { dig: digest('{}'), len: 2 }, body: bytesOf('{}') },
    { claims: { dig: digest('{}'), len: 3 }, body: bytesOf('{}') },
    { claims: { dig: digest('{}'), len: 2 }, body: bytesOf('[]') },
    { claims: { dig: digest('{}') }, body: bytesOf('{}') },
    { claims: { dig: digest('') }, body: bytesOf('') },
    { claims: { dig: digest(''), len: 1 }, body: bytesOf('') },
    { claims: {}, body: bytesOf('') },
    { claims: { dig: digest('[]'), len: 2 }, body: bytesOf('[]') },
  ];
  expect((await checkBodies(jobs)).map(word)).toEqual([
    jobs[0]!.body,
    'E_DIGEST REC-012',
    'E_DIGEST REC-011',
    'E_DIGEST REC-012',
    jobs[4]!.body,
    'E_DIGEST REC-012',
    'E_DIGEST REC-011',
    jobs[7]!.body,
  ]);
});

test('REC-011, REC-012, REC-018 judges the body that came with a record, if one came', async () => {
  const claims = { iss: ID, col: 'v:a', tag: 'a', dig: digest('{}'), len: 2, seq: 1, t: 1, au: [ID] };
  const judge = async (more: Pick<RecordJson, 'body' | 'bodyB'>): Promise<unknown> => {
    const read = decodeRecord({ ...jsonOf({ headers: [headerOf()], claims }), ...more });
    return read.ok ? word(await checkRecordBody(read.value)) : read.error.requirement;
  };
  expect(await judge({})).toBeUndefined();
  expect(await judge({ body: '{}' })).toEqual(bytesOf('{}'));
  expect(await judge({ bodyB: 'e30' })).toEqual(bytesOf('{}'));
  expect(await judge({ body: '[]' })).toBe('E_DIGEST REC-011');
  expect(await judge({ body: '' })).toBe('E_DIGEST REC-012');
  expect(await judge({ bodyB: 'A' })).toBe('E_FORMAT REC-018');
});
