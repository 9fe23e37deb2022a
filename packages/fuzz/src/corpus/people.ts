import { createHash } from 'node:crypto';
import { createSoftwareSigner, signStatements, signTogether, statementIds } from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import type { JsonObject } from '@allod/core/bytes';
import { createUser } from '@allod/principals';

/** Time of what is made here, in microseconds. */
export const NOW = 1_790_000_000_000_000;

/** A statement that holds, with its body when it has one. */
export interface Made {
  readonly id: string;
  readonly statement: Statement;
  readonly body?: Uint8Array;
}

/** A user with what she says: her log first. */
export interface Person {
  readonly space: string;
  readonly said: readonly Made[];
}

/** A user with so many devices, the same each time, and a record of each kind of collection. */
export async function createPerson(number: number, devices: number): Promise<Person> {
  const signers = await Promise.all(
    Array.from({ length: devices }, (_, i) => createSoftwareSigner(new Uint8Array(32).fill(16 * number + i + 1))),
  );
  const first = signers.map((signer) => ({
    signer,
    sig: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } as const,
    level: 40 as const,
  }));
  const init = await createUser(first, { salt: new Uint8Array(16).fill(number), t: NOW });
  const [space] = await statementIds([init]);
  return { space: space!, said: [{ id: space!, statement: init }, ...(await records(space!, signers))] };
}

const BODIES: readonly string[] = ['{}', '{"note":"hello"}', `[${'1,'.repeat(200)}2]`, 'é𝄞', ''];

async function records(space: string, signers: readonly Signer[]): Promise<Made[]> {
  const [signer] = signers;
  const common = { iss: space, t: NOW, au: [space] };
  const bodies = [...BODIES, ...BODIES].map((text) => new TextEncoder().encode(text));
  const drafts = bodies.map((body, i) => ({
    typ: 'allod-rec' as const,
    claims: { ...common, col: `${'imvcx'[i % 5]}:notes`, tag: `n${i}`, seq: i + 1, ...digestOf(body) },
  }));
  const deleted: JsonObject = { ...common, col: 'v:notes', tag: 'n2', seq: 99, del: true };
  const plain = await signStatements([...drafts, { typ: 'allod-rec', claims: deleted }], signer!);
  const both =
    signers.length > 1
      ? [await signTogether({ typ: 'allod-rec', claims: { ...deleted, tag: 'n3', seq: 100 } }, signers)]
      : [];
  const statements = [...plain, ...both];
  const ids = await statementIds(statements);
  return statements.map((statement, i) => {
    const body = bodies[i];
    return { id: ids[i]!, statement, ...(body === undefined ? {} : { body }) };
  });
}

function digestOf(body: Uint8Array): JsonObject {
  return { dig: createHash('sha256').update(body).digest('base64url'), len: body.length };
}
