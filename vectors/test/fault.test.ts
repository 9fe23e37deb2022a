import { describe, expect, test } from 'vitest';
import { applyFault, undoFault, type Fault, type FaultPlan } from '../src/fault.ts';
import { key, NOW, statement } from '../src/statement.ts';
import { bytesValue, compact, expand, octets, type Value, type ValueObject } from '../src/value.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

const base: ValueObject = {
  ...statement(),
  bytes: bytesValue(octets('[1]')),
  keys: [key('alice/phone')],
  now: NOW,
  sealed: bytesValue(octets(['{"alg":"dir"}', '', 'abcdefghijkl', '', 'tag'].map(base64url).join('.'))),
  box: bytesValue(octets('{"recipients":[{"kid":"a"}]}')),
  link: `allod:#allod1.knock.${Buffer.from('{"log":"a","relays":[]}').toString('base64url')}`,
  ops: [signedByTwo({ t: NOW, mem: [{ kid: 'a' }, { kid: 'b' }, { kid: 'c' }] })],
};

function signedByTwo(claims: ValueObject): ValueObject {
  const { st, sig } = statement({ claims });
  const second = statement({ claims, by: 'bob/phone' });
  return { st, sig, sigs: [{ h: second.st.split('.')[0] ?? '', s: second.sig }] };
}

const BOTH = { by: ['alice/phone', 'bob/phone'], at: '/ops/0' } as const;

const plans: [string, FaultPlan][] = [
  ['adds a member to the header', { op: 'add', path: '/st#header/crit', value: ['x'] }],
  ['adds a member at a place', { op: 'add', path: '/st#claims/a', value: 1, index: 0 }],
  ['adds a member named __proto__', { op: 'add', path: '/st#claims/__proto__', value: { t: 1 } }],
  ['removes a member from the middle', { op: 'remove', path: '/st#header/kid' }],
  ['replaces a claim', { op: 'replace', path: '/st#claims/t', value: -1 }],
  ['replaces a value of the input', { op: 'replace', path: '/keys/0', value: { $key: 'bob/phone' } }],
  ['adds a member to a link', { op: 'add', path: '/link#data/relays/0', value: 'wss://relay.example' }],
  ['adds a member to the header of a body', { op: 'add', path: '/sealed#header/zip', value: 'DEF' }],
  ['cuts a part of a body off', { op: 'splice', path: '/sealed#iv', from: 'l', to: '' }],
  ['puts something into an empty part', { op: 'splice', path: '/sealed#key', at: 0, from: '', to: 'key' }],
  ['changes the last part', { op: 'splice', path: '/sealed#tag', from: 'tag', to: Uint8Array.of(0, 255) }],
  ['replaces a member of bytes that are JSON', { op: 'replace', path: '/box#json/recipients/0/kid', value: 'b' }],
  ['adds an item to bytes that are JSON', { op: 'add', path: '/box#json/recipients/1', value: { kid: 'b' } }],
  ['changes octets of a link', { op: 'splice', path: '/link#data', from: '[]}', to: '[],}' }],
  ['changes octets of a part', { op: 'splice', path: '/st#claims', from: '"t"', to: Uint8Array.of(0x22, 0xff, 0x22) }],
  ['changes characters of a text', { op: 'splice', path: '/st', at: 0, from: '', to: '=' }],
  ['changes bytes', { op: 'splice', path: '/bytes', from: '1', to: '1'.repeat(5000) }],
  [
    'changes decoded bytes',
    { op: 'splice', path: '/sig#bytes', at: 63, from: Buffer.from(statement().sig, 'base64url').subarray(63), to: '' },
  ],
  ['signs anew', { op: 'replace', path: '/st#claims/t', value: -1, resigned: { by: 'alice/phone', with: 'Ed25519' } }],
  [
    'signs with a MAC',
    { op: 'replace', path: '/st#header/alg', value: 'HS256', resigned: { by: 'alice/phone', with: 'HS256' } },
  ],
  ['replaces a value deep inside', { op: 'replace', path: '/ops/0/st#claims/mem/1/kid', value: 'x' }],
  ['removes an item from the middle of a list', { op: 'remove', path: '/ops/0/st#claims/mem/1' }],
  ['inserts an item into a list', { op: 'add', path: '/ops/0/st#claims/mem/1', value: { kid: 'x' } }],
  ['adds a member to a further header', { op: 'add', path: '/ops/0/sigs/0/h#header/crit', value: ['x'] }],
  [
    'adds a signature that is made anew',
    {
      op: 'add',
      path: '/ops/0/sigs/1',
      value: { h: statement({ by: 'carol/phone' }).st.split('.')[0] ?? '', s: '' },
      resigned: { by: ['alice/phone', 'bob/phone', 'carol/phone'], at: '/ops/0' },
    },
  ],
  ['has several devices sign anew', { op: 'replace', path: '/ops/0/st#claims/t', value: -1, resigned: BOTH }],
  [
    'drops a further signature',
    {
      op: 'replace',
      path: '/ops/0/st#claims/t',
      value: -1,
      also: [{ op: 'remove', path: '/ops/0/sigs/0' }],
      resigned: BOTH,
    },
  ],
  [
    'changes several things',
    { op: 'replace', path: '/keys/0', value: 1, also: [{ op: 'replace', path: '/sig', value: '' }] },
  ],
];

describe('a fault', () => {
  test.each(plans)('that %s is undone exactly, also after it was stored', (_, plan) => {
    const { input, fault } = applyFault(base, plan);
    const stored = expand(compact(fault as unknown as Value)) as unknown as Fault;
    expect(input).not.toEqual(base);
    expect(JSON.stringify(undoFault(expand(compact(input)) as ValueObject, stored))).toBe(JSON.stringify(base));
  });

  test('is refused when the input does not show it', () => {
    const { fault } = applyFault(base, { op: 'replace', path: '/st#claims/t', value: -1 });
    expect(() => undoFault(base, fault)).toThrow('another value');
    const { fault: spliced } = applyFault(base, { op: 'splice', path: '/bytes', from: '1', to: '2' });
    expect(() => undoFault(base, spliced)).toThrow('other octets');
  });

  test('is refused when the signature is not the one it names', () => {
    const { input, fault } = applyFault(base, {
      op: 'replace',
      path: '/st#claims/t',
      value: 1,
      resigned: { by: 'alice/phone', with: 'Ed25519' },
    });
    expect(() => undoFault({ ...input, sig: statement().sig }, fault)).toThrow('the signature is not the one');
  });

  test('is refused when a further signature is not the one it names', () => {
    const { input, fault } = applyFault(base, {
      op: 'replace',
      path: '/ops/0/st#claims/t',
      value: 1,
      resigned: BOTH,
    });
    const [op] = input['ops'] as ValueObject[];
    const forged = { ...op, sigs: (base['ops'] as ValueObject[])[0]?.['sigs'] ?? null };
    expect(() => undoFault({ ...input, ops: [forged] }, fault)).toThrow('the signature is not the one');
  });

  test('is refused when there are more signatures than signers', () => {
    const resigned = { by: ['alice/phone'], at: '/ops/0' } as const;
    expect(() => applyFault(base, { op: 'replace', path: '/now', value: 1, resigned })).toThrow('more signatures');
  });

  test('does not hide a second change', () => {
    const { input, fault } = applyFault(base, { op: 'replace', path: '/st#claims/t', value: 1 });
    expect(undoFault({ ...input, now: 0 }, fault)).not.toEqual(base);
  });

  test('is refused when it is planned for a place that is not there, or not the only one', () => {
    expect(() => applyFault(base, { op: 'remove', path: '/st#header/nothing' })).toThrow('no member');
    expect(() => applyFault(base, { op: 'add', path: '/st#header/alg', value: 1 })).toThrow('is there already');
    expect(() => applyFault(base, { op: 'splice', path: '/st#header', from: '"', to: '' })).toThrow('no single place');
    expect(() => applyFault(base, { op: 'splice', path: '/st#nothing', from: '"', to: '' })).toThrow('no part');
  });
});
