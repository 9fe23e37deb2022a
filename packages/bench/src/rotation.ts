import { encodeBase64url } from '@allod/core/bytes';
import { createSoftwareSigner, statementIds, statementParts } from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import { makeOp, removeMember } from '@allod/principals';
import type { OpPlace } from '@allod/principals';
import { planEpoch, secretFromBytes } from '@allod/principals/secrets';
import type { NewEpoch, Recipient, Secret } from '@allod/principals/secrets';
import { GeneralEncrypt, importJWK } from 'jose';
import { generateKeyPairSync } from 'node:crypto';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { random } from './corpus.ts';

const T = 1_790_000_000_000_000;
/** A log and a head of it, for ops that nobody judges here. */
const ID_BYTES = 32;

interface Members {
  readonly recipients: readonly Recipient[];
  readonly log: string;
  /** The secret of the epoch before. */
  readonly last: Secret;
}

function madeMembers(count: number): Members {
  const recipients = Array.from({ length: count }, () => {
    const { x = '' } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
    return { kid: newId(), jwk: { crv: 'X25519', kty: 'OKP', x } } as const;
  });
  return { recipients, log: newId(), last: secretFromBytes(random(ID_BYTES)) };
}

function newId(): string {
  return encodeBase64url(random(ID_BYTES));
}

async function rotate({ recipients, log, last }: Members): Promise<NewEpoch> {
  const epoch = await planEpoch({ log, recipients, back: [{ eid: log, es: last }] }, random);
  if (!epoch.ok) throw new Error(epoch.error.code);
  return epoch.value;
}

/** Ours: a new epoch for so many members of a team, as many times as `batch` says. */
export async function oursRotation({ records, batch }: Setup): Promise<Contender> {
  const members = madeMembers(records);
  return {
    async round() {
      let bytes = 0;
      const took = await timed(async () => {
        for (let at = 0; at < batch; at++)
          bytes = (await rotate(members)).ops.reduce((sum, { len = 0 }) => sum + len, 0);
      });
      return { ...took, bytes };
    },
    close: async () => undefined,
  };
}

/** The opponent: one General JWE of jose for the same members. Their keys are imported once. */
export async function joseRotation({ records, batch }: Setup): Promise<Contender> {
  const { recipients, log, last } = madeMembers(records);
  const keys = await Promise.all(
    recipients.map(async ({ kid, jwk }) => ({ kid, key: await importJWK(jwk, 'ECDH-ES+A256KW') })),
  );
  const content = new TextEncoder().encode(JSON.stringify({ log, es: encodeBase64url(last.bytes()) }));
  const seal = async (): Promise<number> => {
    const header = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'allod-keybox' };
    const jwe = new GeneralEncrypt(content).setProtectedHeader(header);
    for (const { kid, key } of keys) jwe.addRecipient(key).setUnprotectedHeader({ kid });
    return JSON.stringify(await jwe.encrypt()).length;
  };
  return {
    async round() {
      let bytes = 0;
      const took = await timed(async () => {
        for (let at = 0; at < batch; at++) bytes = await seal();
      });
      return { ...took, bytes };
    },
    close: async () => undefined,
  };
}

/** Somebody leaves one of as many teams as members, all in one team: what is signed and sealed for it. */
export async function oursNestedRotation({ records, batch }: Setup): Promise<Contender> {
  const [inner, outer] = [madeMembers(records - 1), madeMembers(records)];
  const signer = await createSoftwareSigner(random(ID_BYTES));
  return {
    async round() {
      let bytes = 0;
      const took = await timed(async () => {
        for (let at = 0; at < batch; at++) bytes = await leave({ inner, outer, signer });
      });
      return { ...took, bytes };
    },
    close: async () => undefined,
  };
}

interface Nested {
  readonly inner: Members;
  readonly outer: Members;
  readonly signer: Signer;
}

/** The removal, an epoch of the inner team, and one of the outer team that names the removal. Gives the bytes of all. */
async function leave({ inner, outer, signer }: Nested): Promise<number> {
  const user = newId();
  const place: OpPlace = { log: inner.log, par: [newId()], signers: [{ signer, by: [user] }], t: T };
  const removed = await removeMember({ who: newId() }, place);
  const [removal] = await statementIds([removed]);
  const within = await publish(await rotate(inner), { ...place, par: [removal!] });
  const [head] = await statementIds(within.said);
  const above = await publish(await rotate(outer), {
    log: outer.log,
    par: [newId()],
    x: { [inner.log]: [head!] },
    signers: [{ signer, by: [inner.log, user] }],
    t: T,
  });
  return bytesOf([removed, ...within.said, ...above.said]) + within.sealed + above.sealed;
}

async function publish(
  { ops }: NewEpoch,
  place: OpPlace,
): Promise<{ readonly said: readonly Statement[]; readonly sealed: number }> {
  const said: Statement[] = [];
  let sealed = 0;
  for (const { body, ...claims } of ops) {
    said.push(await makeOp({ k: 'epoch', ...claims }, place));
    sealed += body?.length ?? 0;
  }
  return { said, sealed };
}

function bytesOf(statements: readonly Statement[]): number {
  return statements.reduce((sum, each) => {
    const { headerBytes, claimsBytes, signature } = statementParts(each);
    return sum + headerBytes.length + claimsBytes.length + signature.length;
  }, 0);
}
