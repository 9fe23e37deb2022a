/** The reference adapter for codec and crypto: each TP/1 command is one function of a package. */
import { decodeBase64url, decodeId, encodeBase64url, parseStrictJson } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import {
  createSoftwareSigner,
  decodeStatement,
  encodeStatement,
  signTogether,
  statementIds,
} from '@allod/core/statement';
import type { StatementJson, StatementType } from '@allod/core/statement';
import { importPublicKeys, verifyEd25519, verifyStatements } from '@allod/core/verify';
import type { PublicJwk } from '@allod/core/verify';
import { map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';
import { keysFor, signerFromJwk } from './conformance-keys.ts';
import type { PrivateJwk } from './conformance-keys.ts';

type Typed = { typ?: StatementType };
type SignInput = { claims: Uint8Array; typ: StatementType; key?: PrivateJwk; keys?: PrivateJwk[] };

export const codecAndCrypto: Commands = {
  'json.check': async (input: { bytes: Uint8Array }) => map(parseStrictJson(input.bytes), () => ({})),
  'base64url.decode': async (input: { text: string }) => map(decodeBase64url(input.text), (bytes) => ({ bytes })),
  'id.parse': async (input: { text: string }) => map(decodeId(input.text), (bytes) => ({ bytes })),
  'statement.id': async (input: { st: string }) => accept({ id: (await statementIds([input]))[0] }),
  'statement.decode': async (input: StatementJson & Typed) => {
    const decoded = decodeStatement(input, input);
    if (!decoded.ok) return decoded;
    const [id] = await statementIds([decoded.value]);
    return accept({ id, header: decoded.value.header, claims: decoded.value.claimsBytes });
  },
  'statement.verify': async (input: StatementJson & Typed & { keys: PublicJwk[] }) => {
    const statement = decodeStatement(input, input);
    if (!statement.ok) return statement;
    const keys = keysFor(statement.value, await importPublicKeys(input.keys));
    if (!keys.ok) return keys;
    const [verified] = await verifyStatements([{ statement: statement.value, keys: keys.value }]);
    return map(verified!, ({ id, header }) => ({ id, kid: header.kid, typ: header.typ }));
  },
  'statement.sign': async ({ claims, typ, key, keys = [key!] }: SignInput) => {
    const signers = await Promise.all(keys.map(signerFromJwk));
    return accept(encodeStatement(await signTogether({ typ, claims }, signers)));
  },
  'key.derive': async (input: { seed: Uint8Array }) => {
    const { publicKey } = await createSoftwareSigner(input.seed);
    return accept({ jwk: { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(publicKey) } });
  },
  'key.thumbprint': async (input: { jwk: PublicJwk }) => {
    const key = (await importPublicKeys([input.jwk]))[0]!;
    return key.ok && key.value.kid === '' ? refuse('E_ALG', 'STM-012') : map(key, ({ kid }) => ({ kid }));
  },
  'ed25519.verify': async (input: Record<'key' | 'message' | 'signature', Uint8Array>) => {
    const [key] = await importPublicKeys([{ kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(input.key) }]);
    if (!key!.ok) return key!;
    return map<unknown>(await verifyEd25519(key!.value, input.message, input.signature), () => ({}));
  },
};
