import { createHash } from 'node:crypto';
import { createAdmission } from '@allod/collections';
import type { Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { createSoftwareSigner, statementParts } from '@allod/core/statement';
import { createUser } from '@allod/principals';
import type { FirstDevice } from '@allod/principals';
import { expect, test } from 'vitest';
import { STATEMENT_LIMITS } from '../src/limits.ts';
import type { StatementLimit } from '../src/limits.ts';
import { now, person } from './people.ts';
import { registry } from './registry.ts';

const ada = await person(1);
const text = new TextEncoder();
const base = { iss: ada.id, col: 'v:notes', tag: 'a', seq: 1, t: now, au: [ada.id] };
const withBody = { dig: createHash('sha256').update('{}').digest('base64url'), len: 2 };
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => createHash('sha256').update(`${i}`).digest('base64url'));

/** A statement to the byte, signed as it is. */
async function signed(claims: string, pad: { header?: number; typ?: string } = {}): Promise<Offered> {
  const { signer } = ada;
  const header = JSON.stringify({ alg: signer.alg, kid: signer.kid, typ: pad.typ ?? 'allod-rec' });
  const [headerBytes, claimsBytes] = [text.encode(header.padEnd(pad.header ?? 0)), text.encode(claims)];
  const st = [headerBytes, claimsBytes].map((bytes) => Buffer.from(bytes).toString('base64url')).join('.');
  const [signature] = await signer.sign([text.encode(st)]);
  return { parts: { headerBytes, claimsBytes, signature: signature! } };
}

/** An op in the log of Ada. */
const op = (more: object): Promise<Offered> =>
  signed(JSON.stringify({ log: ada.id, par: [ada.id], t: now, ...more }), { typ: 'allod-op' });
/** What an op says that waits for another one, whatever its form. */
const UNKNOWN = { par: ids(1), who: ids(1)[0] };
const EPOCH = { k: 'epoch', pub: { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32, 9).toString('base64url') } };
const JWK = { kty: 'OKP', crv: 'Ed25519' };

const bytes = (length: number): string => Buffer.alloc(length, 7).toString('base64url');
const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const digest = (body: string): string => createHash('sha256').update(body).digest('base64url');

/** A keybox for so many, none of whom may have one. */
function keyboxFor(count: number): string {
  const epk = { crv: 'X25519', kty: 'OKP', x: bytes(32) };
  const recipients = ids(count).map((kid) => ({ header: { kid, epk }, encrypted_key: bytes(40) }));
  const header = json({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'allod-keybox' });
  return JSON.stringify({ protected: header, recipients, iv: bytes(12), ciphertext: bytes(64), tag: bytes(16) });
}

/** A body with a header of so many bytes, under an epoch that nobody announced. */
function sealedWith(length: number): string {
  const header = JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: bytes(32), kc: bytes(32) });
  const padded = Buffer.from(header.padEnd(length)).toString('base64url');
  return [padded, '', bytes(12), bytes(64), bytes(16)].join('.');
}

const record = (more: object): Promise<Offered> => signed(JSON.stringify({ ...base, ...withBody, ...more }));

async function devices(count: number): Promise<FirstDevice[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const signer = await createSoftwareSigner(new Uint8Array(32).fill(i + 1));
      const x = Buffer.from(signer.publicKey).toString('base64url');
      return { signer, level: 40 as const, sig: { kty: 'OKP', crv: 'Ed25519', x } as const };
    }),
  );
}

/** One device that signs, and cold keys, which do not. */
async function initWith(entries: number): Promise<Offered> {
  const { signer } = ada;
  const x = Buffer.from((await createSoftwareSigner(new Uint8Array(32).fill(1))).publicKey).toString('base64url');
  const device = { kid: signer.kid, lvl: 40, sig: { kty: 'OKP', crv: 'Ed25519', x } };
  const mem = [device, ...ids(entries - 1).map((kid) => ({ kid, lvl: 50 }))];
  const salt = Buffer.alloc(16).toString('base64url');
  return signed(JSON.stringify({ k: 'init', kind: 'user', salt, mem, t: now }), { typ: 'allod-op' });
}

/** For each limit something of exactly that size. */
const ofSize: Readonly<Record<StatementLimit, (n: number) => Promise<Offered>>> = {
  headerBytes: (n) => signed(JSON.stringify({ ...base, ...withBody }), { header: n }),
  claimsBytes: (n) => signed(JSON.stringify({ ...base, ...withBody }).padEnd(n)),
  jsonDepth: (n) => {
    const deep = `${'['.repeat(n - 1)}${']'.repeat(n - 1)}`;
    return signed(JSON.stringify({ ...base, ...withBody, deep: 'here' }).replace('"here"', deep));
  },
  integerMax: (n) => record({ seq: n }),
  signers: async (n) => ({
    parts: statementParts(await createUser(await devices(n), { salt: new Uint8Array(16), t: now })),
  }),
  bodyBytes: (n) => record({ len: n }),
  tagCharacters: (n) => record({ tag: '😀'.repeat(n) }),
  collectionNameCharacters: (n) => record({ col: `v:${'n'.repeat(n)}` }),
  mediaTypeCharacters: (n) => record({ cty: 'x'.repeat(n) }),
  teamsOnPath: (n) => record({ via: ids(n) }),
  antecedents: (n) => record({ ant: ids(n) }),
  predecessors: (n) => record({ prv: ids(n) }),
  heads: (n) => record({ au: ids(n) }),
  furtherLogs: (n) => record({ ax: Object.fromEntries(ids(n).map((id) => [id, [id]])) }),
  members: initWith,
  parents: (n) => op({ ...EPOCH, par: ids(n) }),
  pathSteps: (n) => op({ ...EPOCH, by: ids(n) }),
  coldKeys: (n) => op({ ...EPOCH, keys: ids(n).map((x) => ({ ...JWK, x })) }),
  capabilities: (n) => op({ ...UNKNOWN, k: 'set', lvl: 0, caps: ids(n).map(() => ({ do: ['r'], col: 'v:notes' })) }),
  inviteUses: (n) => op({ k: 'invite', key: { ...JWK, x: ids(1)[0] }, lvl: 20, uses: n }),
  thruSteps: (n) => op({ ...UNKNOWN, k: 'remove', keep: true, thru: ids(n) }),
  tips: (n) => op({ k: 'bound', last: { 'v:notes': { [ada.id]: ids(n) } } }),
  policyFields: (n) =>
    op({ k: 'pol', pol: Object.fromEntries(ids(n).map((_, i) => [String.fromCharCode(0x61 + i), 'x'])) }),
  policyNameCharacters: (n) => op({ k: 'pol', pol: { ['x'.repeat(n)]: 'a' } }),
  policyCharacters: (n) => op({ k: 'pol', pol: { later: '😀'.repeat(n) } }),
  keyboxBytes: (n) => op({ ...EPOCH, dig: ids(1)[0], len: n }),
  keyboxRecipients: (n) => {
    const body = keyboxFor(n);
    return withBytes(op({ ...EPOCH, dig: digest(body), len: body.length }), body);
  },
  earlierEpochs: (n) => op({ ...EPOCH, back: ids(n).map((eid) => ({ eid, w: bytes(40) })) }),
  bodyHeaderBytes: (n) => {
    const body = sealedWith(n);
    return withBytes(record({ dig: digest(body), len: body.length, cty: 'application/jose' }), body);
  },
  aheadMicroseconds: (n) => record({ t: now + n }),
};

async function withBytes(made: Promise<Offered>, body: string): Promise<Offered> {
  return { ...(await made), body: text.encode(body) };
}

async function codeOf(offered: Offered): Promise<string> {
  const loadOps = async (space: string): Promise<(typeof ada.init)[]> => (space === ada.id ? [ada.init] : []);
  const [judged] = await createAdmission({ bodies: BODY_RULE, now: () => now, loadOps }).judge([offered]);
  if (judged!.verdict === 'admitted')
    return judged!.body?.ok === false ? judged!.body.error.code : judged!.admitted.state;
  return judged!.verdict === 'parked' ? judged!.parked.why.code : judged!.error.code;
}

/** What is said at the limit where a rule that comes after the form has the last word. */
const AT_LIMIT: Partial<Readonly<Record<StatementLimit, string>>> = {
  teamsOnPath: 'E_NOT_AUTHORIZED',
  heads: 'E_PENDING_AUTH',
  furtherLogs: 'E_PENDING_AUTH',
  parents: 'E_PENDING_AUTH',
  pathSteps: 'E_PATH',
  capabilities: 'E_PENDING_AUTH',
  thruSteps: 'E_PENDING_AUTH',
  keyboxRecipients: 'E_KEYBOX_RECIPIENT',
  earlierEpochs: 'E_HISTORY',
  bodyHeaderBytes: 'E_STALE_EPOCH',
};

test.each(Object.keys(STATEMENT_LIMITS) as StatementLimit[])('RLY-009 goes by exactly the limit %s', async (name) => {
  const limit = STATEMENT_LIMITS[name];
  const [within, beyond] = await Promise.all([ofSize[name](limit), beyondOf(name, limit + 1)]);
  expect(await codeOf(within)).toBe(AT_LIMIT[name] ?? 'VALID');
  expect(await codeOf(beyond)).toBe(registry.get(name)!.code ?? 'HELD');
});

/** Our own signing refuses nine signers as its caller's mistake, so that the ninth is added by hand. */
async function beyondOf(name: StatementLimit, n: number): Promise<Offered> {
  if (name !== 'signers') return ofSize[name](n);
  const { parts } = await ofSize.signers(n - 1);
  const claims = JSON.parse(Buffer.from(parts.claimsBytes).toString()) as { sgn: object[] };
  const more = { ...claims, sgn: [...claims.sgn, { kid: ids(1)[0] }] };
  return { parts: { ...parts, claimsBytes: text.encode(JSON.stringify(more)), further: [...parts.further!, parts] } };
}
