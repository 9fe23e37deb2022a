import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createAdmission } from '@allod/collections';
import type { Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { createSoftwareSigner, signStatements, statementIds, statementParts } from '@allod/core/statement';
import { announceEpoch, createUser, epochIds } from '@allod/principals';
import type { Intake } from '@allod/sync';
import { createIntake, loadOps } from '@allod/sync';
import { openLmdbStore } from '@allod/storage/lmdb';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { COLLECTION, random, valueOf } from './corpus.ts';
import { payload } from './payload.ts';

/** Ours, as a relay: records with bodies in clear, or sealed by members, of the same payloads. */
export const oursIngestPlain = (setup: Setup): Promise<Contender> => ingest(setup, plainBody);
export const oursIngestSealed = (setup: Setup): Promise<Contender> => ingest(setup, sealedBody);

/** A body, and its media type if it is not JSON. */
interface Made {
  readonly body: Uint8Array;
  readonly cty?: string;
}

function plainBody(n: number): Made {
  return { body: Buffer.from(JSON.stringify(payload(n))) };
}

/** As long as what sealing makes of the payload: 100 bytes are filled up to 104. A relay has no key, so it can tell no ciphertext from chance. */
function sealedBody(_: number, eid: string): Made {
  const text = (length: number): string => Buffer.from(random(length)).toString('base64url');
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: eid, kc: text(32) }));
  const parts = [header.toString('base64url'), '', text(12), text(104), text(16)];
  return { body: Buffer.from(parts.join('.')), cty: 'application/jose' };
}

async function ingest({ folder, records, batch }: Setup, make: typeof sealedBody): Promise<Contender> {
  const statements = await corpusOf(records, make);
  return {
    async round() {
      const place = await mkdtemp(join(folder, 'round-'));
      const store = valueOf(await openLmdbStore({ folder: place, random }));
      const now = (): number => Date.now() * 1000;
      const judge = createAdmission({ bodies: BODY_RULE, now, loadOps: (space) => loadOps(store, space) });
      const intake = createIntake({ store, judge, turn: () => setImmediate() });
      await offer(intake, statements.slice(0, 2));
      const took = await timed(async () => {
        const offers: Promise<void>[] = [];
        for (let at = 2; at < statements.length; at += batch)
          offers.push(offer(intake, statements.slice(at, at + batch)));
        await Promise.all(offers);
      });
      await store.close();
      await rm(place, { recursive: true });
      return took;
    },
    close: async () => undefined,
  };
}

async function offer(intake: Intake, items: readonly Offered[]): Promise<void> {
  const answers = valueOf(await intake.offer(items));
  const wrong = answers.find(({ verdict, code }) => verdict !== 'admitted' || code !== undefined);
  if (wrong !== undefined) throw new Error(`a statement is not accepted: ${wrong.code ?? wrong.verdict}`);
}

/** A user, an epoch, and so many records under it. */
async function corpusOf(records: number, make: typeof sealedBody): Promise<Offered[]> {
  const signer = await createSoftwareSigner(random(32));
  const t = 1_790_000_000_000_000;
  const sig = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } as const;
  const init = await createUser([{ signer, sig, level: 40 }], { salt: random(16), t });
  const [user] = await statementIds([init]);
  const pub = { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32, 9).toString('base64url') } as const;
  const epoch = await announceEpoch({ pub }, { log: user!, par: [user!], signers: [{ signer }], t });
  const [[au], [eid]] = await Promise.all([statementIds([epoch]), epochIds([pub])]);
  const made = Array.from({ length: records }, (_, n) => make(n, eid!));
  const drafts = made.map(({ body, ...more }, n) => {
    const dig = createHash('sha256').update(body).digest('base64url');
    const place = { iss: user!, col: COLLECTION, tag: `n${n}`, seq: n + 1, t: t + n, au: [au!] };
    return { typ: 'allod-rec', claims: { ...place, dig, len: body.length, ...more } } as const;
  });
  const signed = await signStatements(drafts, signer);
  const offered = signed.map((each, n) => ({ parts: statementParts(each), body: made[n]!.body }));
  return [{ parts: statementParts(init) }, { parts: statementParts(epoch) }, ...offered];
}
