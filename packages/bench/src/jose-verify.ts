import { decodeRecord, encodeStatement, statementFromParts, statementIds } from '@allod/core/statement';
import { verifyStatements } from '@allod/core/verify';
import type { PublicKey } from '@allod/core/verify';
import { beginUserLog, decodeOp } from '@allod/principals';
import { flattenedVerify, importJWK } from 'jose';
import type { FlattenedJWSInput } from 'jose';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { OPS, readStatements, valueOf } from './corpus.ts';

interface Signed {
  /** The records in their JSON form, without bodies. */
  readonly records: readonly { readonly st: string; readonly sig: string }[];
  /** Keys of the user by their ids. */
  readonly keyByKid: ReadonlyMap<string, PublicKey>;
}

async function readSigned({ corpus, records }: Setup): Promise<Signed> {
  const statements = await readStatements(corpus, records);
  const op = valueOf(decodeOp(encodeStatement(valueOf(statementFromParts(statements[0]!.parts)))));
  const [id] = await statementIds([op]);
  const log = valueOf(await beginUserLog(id!, op));
  const json = statements.slice(OPS).map(({ parts }) => encodeStatement(valueOf(statementFromParts(parts))));
  return {
    records: json.map(({ st, sig }) => ({ st, sig })),
    keyByKid: new Map([...log.deviceByKid].map(([kid, { key }]) => [kid, key])),
  };
}

/** Ours: from the JSON form to a verified record, in batches. */
export async function oursDecodeVerify(setup: Setup): Promise<Contender> {
  const { records, keyByKid } = await readSigned(setup);
  return {
    async round() {
      const took = await timed(async () => {
        for (let at = 0; at < records.length; at += setup.batch) {
          const decoded = records.slice(at, at + setup.batch).map((json) => valueOf(decodeRecord(json)).statement);
          const jobs = decoded.map((statement) => ({ statement, keys: [keyByKid.get(statement.header.kid)!] }));
          for (const outcome of await verifyStatements(jobs)) valueOf(outcome);
        }
      });
      return took;
    },
    close: async () => undefined,
  };
}

/** The opponent: `flattenedVerify` of jose over the same statements, as many at once as ours, with its key imported once. */
export async function joseVerify(setup: Setup): Promise<Contender> {
  const { records, keyByKid } = await readSigned(setup);
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: encode(writerOf(records[0]!.st, keyByKid)) }, 'Ed25519');
  const inputs = records.map(({ st, sig }): FlattenedJWSInput => {
    const [header, claims] = st.split('.');
    return { protected: header!, payload: claims!, signature: sig };
  });
  return {
    async round() {
      const took = await timed(async () => {
        for (let at = 0; at < inputs.length; at += setup.batch)
          await Promise.all(inputs.slice(at, at + setup.batch).map((input) => flattenedVerify(input, key)));
      });
      return took;
    },
    close: async () => undefined,
  };
}

function writerOf(st: string, keyByKid: Signed['keyByKid']): Uint8Array {
  const { kid } = JSON.parse(Buffer.from(st.split('.')[0]!, 'base64url').toString()) as { readonly kid: string };
  return keyByKid.get(kid)!.bytes;
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
