import { encodeStatement } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { addDevice, createInvite, createLogBook, createUser, joinByInvite, removeMember } from '@allod/principals';
import { encodeKit, kitKeys, secretFromBytes } from '@allod/principals/kit';
import { encodeLink, inviteKeys } from '@allod/principals/links';
import { expect, test } from 'vitest';
import { as, key, made, t, team, user, word } from '../ops/world.ts';
import { RANDOM } from './known.ts';

const seed = Buffer.from(RANDOM.seed, 'base64url');
const inviteSeed = Buffer.from('m1Krw7jzZVjkMDowNj9xsLqNK8Q2dZZGkDUPOl1LDzs', 'base64url');
const salt = new Uint8Array(16);

/** All that a statement says, as it travels and as it is read. */
function shown(statement: Statement): string {
  const { st, sig, sigs = [] } = encodeStatement(statement);
  const parts = [st.split('.'), sigs.map(({ h }) => h)].flat().map((part) => Buffer.from(part, 'base64url'));
  return [
    st,
    sig,
    JSON.stringify(sigs),
    ...parts.map((part) => `${part.toString('latin1')} ${part.toString('hex')}`),
  ].join('\n');
}

/** The spellings of some bytes that a careless writer would choose. */
function spellings(secret: Uint8Array): string[] {
  const bytes = Buffer.from(secret);
  return [
    ...(['base64url', 'base64', 'hex', 'latin1'] as const).map((name) => bytes.toString(name)),
    [...bytes].join(','),
  ];
}

test('PRN-079 puts nothing of a kit but its public keys into the ops that list it and that it signs', async () => {
  const kit = await kitKeys(secretFromBytes(seed));
  const [phone, tablet] = await Promise.all([key(1), key(2)]);
  const plan = { salt, t, roots: [{ kid: kit.signer.kid, lvl: 50 as const, enc: kit.enc }] };
  const ada = await made(createUser([{ signer: phone.signer, sig: phone.jwk, level: 40 }], plan));
  const place = { log: ada.id, t, keys: [kit.sig] };
  const device = { who: tablet.kid, sig: tablet.jwk, lvl: 40 } as const;
  const signers = [{ signer: kit.signer }, { signer: tablet.signer }];
  const added = await made(addDevice(device, { ...place, par: [ada.id], signers }));
  const lost = await made(
    removeMember({ who: phone.kid }, { ...place, par: [added.id], signers: [{ signer: kit.signer }] }),
  );
  const verdicts = await createLogBook().judge([ada, added, lost].map(({ statement }) => statement));
  expect(verdicts.map(word)).toEqual(['in', 'in', 'in']);
  const text = [ada, added, lost].map(({ statement }) => shown(statement)).join('\n');
  expect(text).toContain(kit.sig.x);
  const words = encodeKit(secretFromBytes(seed)).split(' ');
  const secrets = [seed, Uint8Array.of(1, ...seed), kit.encSecret.bytes()].flatMap(spellings);
  for (const secret of [...secrets, `${words[0]} ${words[1]}`]) expect(text).not.toContain(secret);
});

test('PRN-091 puts nothing of the seed of an invite into the invite and the join', async () => {
  const keys = await inviteKeys(secretFromBytes(inviteSeed));
  const [ada, bob] = await Promise.all([user([1]), user([2])]);
  const T = await team([{ who: ada.id, lvl: 40 }], [ada]);
  const place = { log: T.id, t };
  const invite = await made(createInvite({ key: keys.sig, lvl: 20 }, { ...place, par: [T.id], signers: [as(ada)] }));
  const signers = [as(bob), { signer: keys.signer }];
  const join = await made(
    joinByInvite({ who: bob.id, ref: invite.id }, { ...place, par: [invite.id], x: { [bob.id]: [bob.id] }, signers }),
  );
  const verdicts = await createLogBook().judge([ada, bob, T, invite, join].map(({ statement }) => statement));
  expect(verdicts.map(word)).toEqual(['in', 'in', 'in', 'in', 'in']);
  const text = [invite, join].map(({ statement }) => shown(statement)).join('\n');
  expect(text).toContain(keys.sig.x);
  for (const secret of [inviteSeed, keys.encSecret.bytes()].flatMap(spellings)) expect(text).not.toContain(secret);
  const link = encodeLink({
    kind: 'invite',
    url: 'https://app.example/',
    log: T.id,
    op: invite.id,
    seed: secretFromBytes(inviteSeed),
    heads: [T.id],
    relays: [],
  });
  expect(link.split('#')[0]).toBe('https://app.example/');
});
