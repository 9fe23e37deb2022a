import { createAdmission } from '@allod/collections';
import type { Judged } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { signStatements, statementFromParts, statementIds } from '@allod/core/statement';
import { expect, test } from 'vitest';
import { bare, bodyBytes, claimsOf, forge, logsOf, now, person, say } from './people.ts';
import type { Person } from './people.ts';

const [ada, bob] = await Promise.all([person(1), person(2)]);

function admission(held: readonly Person[] = []): ReturnType<typeof createAdmission> {
  return createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: logsOf(held) });
}

/** The verdict in one word: a state, or the code that parks or refuses. */
function word(judged: Judged | undefined): string {
  if (judged?.verdict === 'admitted') return judged.admitted.state;
  return judged?.verdict === 'parked' ? `parked ${judged.parked.why.code}` : (judged?.error.code ?? 'nothing');
}

function bodyWord(judged: Judged | undefined): string {
  if (judged === undefined || judged.verdict === 'refused' || judged.body === undefined) return 'none';
  return judged.body.ok ? 'right' : judged.body.error.code;
}

async function idOf({ headerBytes, claimsBytes }: Person['init']): Promise<string> {
  const st = [headerBytes, claimsBytes].map((bytes) => Buffer.from(bytes).toString('base64url')).join('.');
  return (await statementIds([{ st }]))[0]!;
}

test('COL-001 accepts a record beside the op that it names, whichever comes first', async () => {
  const record = bare(await say(ada.signer, claimsOf(ada)));
  const found = await Promise.all([
    admission().judge([bare(ada.init), record]),
    admission().judge([record, bare(ada.init)]),
  ]);
  expect(found.map((each) => each.map(word))).toEqual([
    ['VALID', 'VALID'],
    ['VALID', 'VALID'],
  ]);
  expect(found[1].map(({ space }) => space)).toEqual([ada.id, ada.id]);
});

test('COL-001 parks a record when the op beside it is forged, and says for which op it waits', async () => {
  const record = await say(ada.signer, claimsOf(ada));
  const [op, waiting] = await admission().judge([bare(forge(ada.init)), bare(record)]);
  expect([word(op), word(waiting)]).toEqual(['E_SIG', 'parked E_PENDING_AUTH']);
  expect(waiting).toMatchObject({ id: await idOf(record), space: ada.id, parked: { waitsFor: [ada.id] } });
});

test('a correct copy of an op after a forged one opens its log', async () => {
  const record = bare(await say(ada.signer, claimsOf(ada)));
  const found = await admission().judge([bare(forge(ada.init)), bare(ada.init), record]);
  expect(found.map(word)).toEqual(['E_SIG', 'VALID', 'VALID']);
});

test('what one call judged says nothing about what is held at the next', async () => {
  const it = admission();
  const record = bare(await say(ada.signer, claimsOf(ada)));
  expect((await it.judge([bare(ada.init), record])).map(word)).toEqual(['VALID', 'VALID']);
  expect((await it.judge([record])).map(word)).toEqual(['parked E_PENDING_AUTH']);
});

test('STM-006 gives id and space also of what it refuses, when its form is right', async () => {
  const stranger = await say(bob.signer, claimsOf(ada));
  const broken = { ...stranger, claimsBytes: bodyBytes('{') };
  const found = await admission([ada]).judge([stranger, forge(stranger), broken].map(bare));
  expect(found.map(word)).toEqual(['E_NOT_AUTHORIZED', 'E_NOT_AUTHORIZED', 'E_JSON']);
  const id = await idOf(stranger);
  expect(found.map((each) => [each.id, each.space])).toEqual([
    [id, ada.id],
    [id, ada.id],
    [undefined, undefined],
  ]);
});

test('STM-010 refuses what is neither op nor record, before it looks at the claims', async () => {
  const types = ['allod-batch', 'allod-rcpt', 'allod-hs', 'allod-snap'] as const;
  const others = await Promise.all(types.map((typ) => say(ada.signer, claimsOf(ada), typ)));
  const unread = others.map((each) => ({ ...each, claimsBytes: bodyBytes('[]') }));
  const unknown = { ...others[0]!, headerBytes: bodyBytes(`{"alg":"Ed25519","kid":"${ada.id}","typ":"JWT"}`) };
  const found = await admission([ada]).judge([...others, ...unread, unknown].map(bare));
  expect(new Set(found.map(word))).toEqual(new Set(['E_TYP']));
});

test('STM-024 refuses signers of several types, whichever comes first', async () => {
  const [op, record] = await Promise.all([say(ada.signer, claimsOf(ada), 'allod-op'), say(ada.signer, claimsOf(ada))]);
  const mixed = [
    { ...op, further: [record] },
    { ...record, further: [op] },
  ];
  expect((await admission([ada]).judge(mixed.map(bare))).map(word)).toEqual(['E_TYP', 'E_TYP']);
});

test('REC-011, REC-012, REC-013 refuses a body by itself, and the statement stands', async () => {
  const parts = await say(ada.signer, claimsOf(ada));
  const bodies = ['{}', '[]', '{ }', ''].map((text) => ({ parts, body: bodyBytes(text) }));
  const found = await admission([ada]).judge([...bodies, { parts }]);
  expect(found.map(word)).toEqual(['VALID', 'VALID', 'VALID', 'VALID', 'VALID']);
  expect(found.map(bodyWord)).toEqual(['right', 'E_DIGEST', 'E_DIGEST', 'E_DIGEST', 'none']);
});

test('REC-011 refuses a body beside an op or a delete, also an empty one', async () => {
  const { dig: _, len: __, ...rest } = claimsOf(ada);
  const parts = await say(ada.signer, { ...rest, del: true });
  const found = await admission([ada]).judge([
    { parts, body: new Uint8Array() },
    { parts: ada.init, body: new Uint8Array() },
    { parts: ada.init, body: bodyBytes('{}') },
  ]);
  expect(found.map(word)).toEqual(['VALID', 'VALID', 'VALID']);
  expect(found.map(bodyWord)).toEqual(['E_DIGEST', 'E_DIGEST', 'E_DIGEST']);
});

test('says nothing of a body where none came', async () => {
  const parts = await say(ada.signer, claimsOf(ada));
  const found = [...(await admission([ada]).judge([{ parts }])), ...(await admission().judge([{ parts }]))];
  expect(found.map(word)).toEqual(['VALID', 'parked E_PENDING_AUTH']);
  expect(found.map((each) => 'body' in each)).toEqual([false, false]);
});

test('REC-013 judges the body of a parked record, and none of a refused one', async () => {
  const parts = await say(ada.signer, claimsOf(ada));
  const stranger = await say(bob.signer, claimsOf(ada));
  const body = bodyBytes('{}');
  const found = await Promise.all([
    admission().judge([{ parts, body }]),
    admission([ada]).judge([{ parts: stranger, body }]),
  ]);
  expect(found.map(([each]) => [word(each), bodyWord(each)])).toEqual([
    ['parked E_PENDING_AUTH', 'right'],
    ['E_NOT_AUTHORIZED', 'none'],
  ]);
});

test('PRN-002, PRN-005 parks ops of a later version in the log that they name, or where they were offered', async () => {
  const later = await say(ada.signer, { k: 'vote', log: ada.id, t: now }, 'allod-op');
  const lost = await say(ada.signer, { k: 'vote', log: 'nowhere', t: now }, 'allod-op');
  const team = await say(ada.signer, { k: 'init', kind: 'flock', log: ada.id, t: now }, 'allod-op');
  const found = await admission([ada]).judge([later, lost, team].map(bare));
  expect(found.map(word)).toEqual(['parked E_UPGRADE', 'parked E_UPGRADE', 'parked E_UPGRADE']);
  expect(found.map(({ space }) => space)).toEqual([ada.id, await idOf(lost), await idOf(team)]);
  const offered = await admission([ada]).judge([later, lost, team].map(bare), { space: bob.id });
  expect(offered.map(({ space }) => space)).toEqual([ada.id, bob.id, await idOf(team)]);
  expect(offered.map((each) => each.verdict === 'parked' && each.parked.space)).toEqual(
    offered.map(({ space }) => space),
  );
});

test('PRN-002 takes no list for the id of a log, also when its text would be one', async () => {
  const listed = await say(ada.signer, { k: 'vote', log: [ada.id], t: now }, 'allod-op');
  const [judged] = await admission([ada]).judge([bare(listed)]);
  expect([word(judged), judged?.space]).toEqual(['parked E_UPGRADE', await idOf(listed)]);
});

test('CNV-021 parks a record with a claim of a later version', async () => {
  const found = await admission([ada]).judge([bare(await say(ada.signer, claimsOf(ada, { '!later': 1 })))]);
  expect(found.map(word)).toEqual(['parked E_UPGRADE']);
});

test('STM-010, REC-001, PRN-001 refuses what core made and no space takes, and gives it no id', async () => {
  const others = (['allod-batch', 'allod-rcpt', 'allod-hs', 'allod-snap'] as const).map((typ) => ({
    typ,
    claims: { t: now },
  }));
  const drafts = [
    ...others,
    { typ: 'allod-rec' as const, claims: { iss: ada.id, t: now } },
    { typ: 'allod-op' as const, claims: { t: now } },
    { typ: 'allod-op' as const, claims: { k: 'init', kind: 'user', t: now } },
  ];
  const found = await admission([ada]).judgeStatements(await signStatements(drafts, ada.signer));
  expect(found.map((each) => each.verdict === 'refused' && each.error.requirement)).toEqual([
    'STM-010',
    'STM-010',
    'STM-010',
    'STM-010',
    'REC-001',
    'PRN-001',
    'PRN-004',
  ]);
  expect(found.map(({ id, space }) => [id, space])).toEqual(drafts.map(() => [undefined, undefined]));
});

test('REC-007 parks a record that core made for a kind of collection of a later version', async () => {
  const made = await signStatements([{ typ: 'allod-rec', claims: claimsOf(ada, { col: 'z:notes' }) }], ada.signer);
  const [judged] = await admission([ada]).judgeStatements(made);
  expect(judged).toMatchObject({ verdict: 'parked', space: ada.id, parked: { why: { requirement: 'REC-007' } } });
});

test('parks the very statement that core made, unless it has to say more of it', async () => {
  const drafts = [claimsOf(ada), claimsOf(ada, { '!later': 1 }), claimsOf(ada, { col: 'z:notes' })];
  const made = await signStatements(
    drafts.map((claims) => ({ typ: 'allod-rec' as const, claims })),
    ada.signer,
  );
  const found = await admission().judgeStatements(made);
  expect(found.map(word)).toEqual(['parked E_PENDING_AUTH', 'parked E_UPGRADE', 'parked E_UPGRADE']);
  expect(found.map((each, i) => each.verdict === 'parked' && each.parked.statement === made[i])).toEqual([
    true,
    true,
    false,
  ]);
});

test('STM-016 refuses a forged statement whose form core has checked', async () => {
  const read = statementFromParts(forge(await say(ada.signer, claimsOf(ada))));
  const found = read.ok ? await admission([ada]).judgeStatements([read.value]) : [];
  expect(found.map(word)).toEqual(['E_SIG']);
});

test('COL-006 goes by the clock of the call', async () => {
  let time = now;
  const it = createAdmission({ bodies: BODY_RULE, now: () => time, loadOps: logsOf([ada]) });
  const record = bare(await say(ada.signer, claimsOf(ada, { t: now + 300_000_001 })));
  const early = await it.judge([record]);
  time += 1;
  expect([...early, ...(await it.judge([record]))].map(word)).toEqual(['HELD', 'VALID']);
});

test('reads a log once for as long as it stays in memory', async () => {
  const asked: string[] = [];
  const loadOps = async (space: string): Promise<Person['init'][]> => {
    asked.push(space === ada.id ? 'ada' : 'bob');
    return logsOf([ada, bob])(space);
  };
  const it = createAdmission({ bodies: BODY_RULE, now: () => now, loadOps, maxLogs: 1 });
  const [byAda, byBob] = await Promise.all(
    [ada, bob].map(async (each) => bare(await say(each.signer, claimsOf(each)))),
  );
  const plan = [byAda, byAda, byBob, byBob, byAda];
  for (const each of plan) expect((await it.judge([each!, each!])).map(word)).toEqual(['VALID', 'VALID']);
  expect(asked).toEqual(['ada', 'bob', 'ada']);
});

test('gives all logs up when there would be more than may stay, and reads them again', async () => {
  const carol = await person(3);
  const asked: string[] = [];
  const loadOps = async (space: string): Promise<Person['init'][]> => {
    asked.push(space);
    return logsOf([ada, bob, carol])(space);
  };
  const it = createAdmission({ bodies: BODY_RULE, now: () => now, loadOps, maxLogs: 2 });
  for (const { id } of [ada, bob, ada, carol, carol, ada]) expect((await it.log(id))?.id).toBe(id);
  expect(asked).toEqual([ada.id, bob.id, carol.id, ada.id]);
});

test('asks again for a log that was not held', async () => {
  const held: Person[] = [];
  const it = createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: (space) => logsOf(held)(space) });
  expect(await it.log(ada.id)).toBeUndefined();
  held.push(ada);
  expect((await it.log(ada.id))?.heads).toEqual([ada.id]);
});

test('asks the store for no log that begins in the same call, and for nothing that is no id', async () => {
  const asked: string[] = [];
  const loadOps = async (space: string): Promise<Person['init'][]> => {
    asked.push(space);
    return [];
  };
  const it = createAdmission({ bodies: BODY_RULE, now: () => now, loadOps });
  const record = bare(await say(ada.signer, claimsOf(ada, { ax: { [bob.id]: [bob.id] } })));
  expect(await it.log('no id')).toBeUndefined();
  expect((await it.judge([record, bare(ada.init)])).map(word)).toEqual(['parked E_PENDING_AUTH', 'VALID']);
  expect(asked).toEqual([bob.id]);
});

test('does not hold a log whose stored ops are damaged, forged or those of another', async () => {
  const damaged = { ...ada.init, claimsBytes: bodyBytes('{') };
  for (const ops of [[damaged], [ada.init, damaged], [forge(ada.init)], [bob.init]]) {
    const it = createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: async () => ops });
    expect(await it.log(ada.id)).toBeUndefined();
  }
  expect(await admission([ada]).log('no id')).toBeUndefined();
});

test('throws for a memory of no logs', () => {
  for (const maxLogs of [0, 1.5, Number.NaN]) {
    const told = new RangeError(`at least 1 log stays in memory, not ${maxLogs}`);
    expect(() => createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: logsOf([]), maxLogs })).toThrow(told);
  }
});

test('answers an offer of nothing with nothing', async () => {
  expect(await admission().judge([])).toEqual([]);
});
