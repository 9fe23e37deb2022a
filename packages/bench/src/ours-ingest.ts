import { createHash } from 'node:crypto';
import type { Offered } from '@allod/collections';
import { createSoftwareSigner, signStatements, statementIds, statementParts } from '@allod/core/statement';
import { announceEpoch, createUser, epochIds } from '@allod/principals';
import type { Contender, Setup } from './contender.ts';
import { COLLECTION, random } from './corpus.ts';
import { payload } from './payload.ts';
import { takingIn } from './taking-in.ts';

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
  return takingIn(statements, { folder, batch });
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
