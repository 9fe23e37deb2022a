import type { JsonObject } from '@allod/core/bytes';
import type { Admitted } from '@allod/core/verify';
import { dropEndedKeyboxes } from '../drop-ended.ts';
import type { CaseBody } from './case.ts';
import { commit, equal, refusal } from './check.ts';
import { asAdmitted, digestOf, madeId, madeOp, madeRecord } from './made.ts';

const space = madeId(1);
/** One body that stands beside its statements, one at the bound and one beyond it; bytes. */
const SIZES = [3, 16_384, 16_385] as const;

async function withBody(body: Uint8Array, t = 1): Promise<{ dig: string; admitted: Admitted }> {
  const dig = await digestOf(body);
  const statement = await madeRecord(space, { t, dig, len: body.length, del: false });
  return { dig, admitted: await asAdmitted(statement, space) };
}

function bodyOf(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => i % 251);
}

/** Cases about bodies and about bytes. */
export const BODY_CASES: readonly CaseBody[] = [
  {
    title: 'gives back statements and bodies as the very bytes that it was given, also when opened again',
    requirements: ['STO-009'],
    async run({ store, reopen }) {
      const made = await Promise.all(SIZES.map(async (size) => ({ size, ...(await withBody(bodyOf(size))) })));
      const op = await asAdmitted(await madeOp(space, 4), space);
      const put = [...made.map(({ admitted }) => admitted), op];
      await commit(store, { space, put, bodies: made.map(({ dig, size }) => [dig, bodyOf(size)]) });
      await store.close();
      const again = await reopen();
      for (const { dig, size } of made) {
        equal(await again.body(dig), bodyOf(size), 'the body');
        equal(await again.body(dig, [1, 3]), bodyOf(size).slice(1, 3), 'a part of it');
      }
      for (const [i, each] of (await again.items(put.map(({ statement }) => statement.id))).entries()) {
        const { claimsBytes, signatures } = put[i]!.statement;
        equal(each?.parts.claimsBytes, claimsBytes, 'claims');
        const signers = [each!.parts, ...(each!.parts.further ?? [])];
        equal(
          signers.map(({ headerBytes }) => headerBytes),
          signatures.map(({ headerBytes }) => headerBytes),
          'headers',
        );
        equal(
          signers.map(({ signature }) => signature),
          signatures.map(({ signature }) => signature),
          'signatures',
        );
        equal([each?.space, each?.state], [space, 'VALID'], 'space and state');
      }
      return again;
    },
  },
  {
    title: 'refuses a body that does not hash to its digest, with all that came along',
    requirements: ['STO-010'],
    async run({ store }) {
      const { dig, admitted } = await withBody(bodyOf(3));
      equal(await refusal(store, { space, put: [admitted], bodies: [[dig, bodyOf(4)]] }), 'E_DIGEST STO-010', 'code');
      equal([await store.body(dig), await store.items([admitted.statement.id])], [undefined, [undefined]], 'nothing');
    },
  },
  {
    title: 'deletes a body with the last statement that refers to it, and not before',
    requirements: ['STO-011', 'STO-012'],
    async run({ store, reopen }) {
      for (const size of SIZES) {
        const body = bodyOf(size);
        const [a, b] = await Promise.all([withBody(body, 1), withBody(body, 2)]);
        await commit(store, { space, put: [a.admitted, b.admitted], bodies: [[a.dig, body]] });
        await commit(store, { space, drop: [a.admitted.statement.id, a.admitted.statement.id] });
        equal((await store.body(a.dig))?.length, size, 'after the first');
        await commit(store, { space, drop: [b.admitted.statement.id] });
        equal(await store.body(a.dig), undefined, 'after the last');
      }
      await store.close();
      return reopen();
    },
  },
  {
    title: 'gives up a body that it is told to drop, keeps its statement, and takes the body again',
    requirements: ['STO-012'],
    async run({ store }) {
      for (const size of SIZES) {
        const body = bodyOf(size);
        const { dig, admitted } = await withBody(body);
        await commit(store, { space, put: [admitted], bodies: [[dig, body]] });
        await commit(store, { space, dropBodies: [dig] });
        equal(await store.body(dig), undefined, 'the body');
        equal((await store.items([admitted.statement.id]))[0]?.id, admitted.statement.id, 'the statement');
        await commit(store, { space, bodies: [[dig, body]] });
        equal((await store.body(dig))?.length, size, 'the body again');
      }
    },
  },
  {
    title: 'keeps no body to which nothing refers',
    requirements: ['STO-011'],
    async run({ store }) {
      for (const size of SIZES) {
        const dig = await digestOf(bodyOf(size));
        await commit(store, { space, bodies: [[dig, bodyOf(size)]] });
        equal(await store.body(dig), undefined, 'the body');
      }
    },
  },
  {
    title: 'keeps the keybox of an epoch, and nothing as the body of another op',
    requirements: ['STO-009', 'STO-011'],
    async run({ store, reopen }) {
      for (const [n, size] of SIZES.entries()) {
        const body = bodyOf(size);
        const [epoch, other] = await Promise.all([withKeybox(body, { t: n }), withKeybox(body, { t: n, k: 'add' })]);
        await commit(store, { space, put: [other.admitted], bodies: [[epoch.dig, body]] });
        equal(await store.body(epoch.dig), undefined, 'of another op');
        await commit(store, { space, put: [epoch.admitted], bodies: [[epoch.dig, body]] });
        equal(await store.body(epoch.dig), body, 'of the epoch');
      }
      await store.close();
      const again = await reopen();
      for (const size of SIZES) equal((await again.body(await digestOf(bodyOf(size))))?.length, size, 'opened again');
      return again;
    },
  },
  {
    title: 'gives up a released body, unless another statement refers to it',
    requirements: ['STO-012', 'SEC-025'],
    async run({ store }) {
      for (const [n, size] of SIZES.entries()) {
        const body = bodyOf(size);
        const [epoch, twin] = await Promise.all([withKeybox(body, { t: 2 * n }), withKeybox(body, { t: 2 * n + 1 })]);
        const ids = [epoch, twin].map(({ admitted }) => admitted.statement.id);
        await commit(store, { space, put: [epoch.admitted, twin.admitted], bodies: [[epoch.dig, body]] });
        await commit(store, { space, release: [ids[0]!, ids[0]!, madeId(99)] });
        equal((await store.body(epoch.dig))?.length, size, 'one of two');
        await commit(store, { space: madeId(7), release: ids });
        equal((await store.body(epoch.dig))?.length, size, 'of another space');
        await commit(store, { space, release: ids });
        equal([await store.body(epoch.dig), (await store.items(ids)).length], [undefined, 2], 'both');
      }
    },
  },
  {
    title: 'drops a keybox after the end of its epoch, and not before',
    requirements: ['SEC-025'],
    async run({ store }) {
      const [lasting, ending, shared] = await Promise.all([
        withKeybox(bodyOf(3), { t: 1 }),
        withKeybox(bodyOf(4), { t: 2, end: 900 }),
        withKeybox(bodyOf(3), { t: 3, end: 1 }),
      ]);
      const put = [lasting.admitted, ending.admitted, shared.admitted];
      const bodies = [[lasting.dig, bodyOf(3)] as const, [ending.dig, bodyOf(4)] as const];
      await commit(store, { space, put, bodies });
      equal(await dropEndedKeyboxes(store, 900), 0, 'at the end');
      equal((await store.body(ending.dig))?.length, 4, 'at the end');
      equal(await dropEndedKeyboxes(store, 901), 1, 'after it');
      equal([await store.body(ending.dig), (await store.body(lasting.dig))?.length], [undefined, 3], 'after it');
      equal(await dropEndedKeyboxes(store, 901), 0, 'once more');
    },
  },
  {
    title:
      'keeps a keybox after the end of its epoch while another statement names it, and drops it when that one is gone',
    requirements: ['SEC-025', 'STO-011', 'STO-012'],
    async run({ store }) {
      const [ending, twin] = await Promise.all([
        withKeybox(bodyOf(4), { t: 1, end: 900 }),
        withKeybox(bodyOf(4), { t: 2 }),
      ]);
      await commit(store, { space, put: [ending.admitted, twin.admitted], bodies: [[ending.dig, bodyOf(4)]] });
      equal(await dropEndedKeyboxes(store, 901), 0, 'while the other is there');
      equal((await store.body(ending.dig))?.length, 4, 'while the other is there');
      await commit(store, { space, drop: [twin.admitted.statement.id] });
      equal([await dropEndedKeyboxes(store, 902), await store.body(ending.dig)], [1, undefined], 'without the other');
    },
  },
];

/** An op that announces an epoch, with the body as its keybox. */
async function withKeybox(
  body: Uint8Array,
  { t, ...more }: JsonObject & { readonly t: number },
): Promise<{ readonly dig: string; readonly admitted: Admitted }> {
  const dig = await digestOf(body);
  const claims = { k: 'epoch', dig, len: body.length, ...more };
  return { dig, admitted: await asAdmitted(await madeOp(space, t, claims), space) };
}
