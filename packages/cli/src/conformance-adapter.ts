/** The reference adapter: TP/1 commands, each delegated to one function of a package. */
import { decodeBase64url, decodeId, encodeBase64url, parseStrictJson } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { createSoftwareSigner, decodeStatement, signStatements, statementIds } from '@allod/core/statement';
import type { StatementJson, StatementType } from '@allod/core/statement';
import { importPublicKeys, publicKeysFromBytes, verifyEd25519, verifyStatements } from '@allod/core/verify';
import type { PublicJwk } from '@allod/core/verify';

interface Bytes {
  readonly $b64u: string;
}
type Command = (input: never) => Promise<Result<object>>;

const toBytes = ({ $b64u }: Bytes): Uint8Array => new Uint8Array(Buffer.from($b64u, 'base64url'));
const fromBytes = (bytes: Uint8Array): Bytes => ({ $b64u: encodeBase64url(bytes) });
const map = <T>(result: Result<T>, to: (value: T) => object): Result<object> =>
  result.ok ? accept(to(result.value)) : result;
const publicJwk = (key: Uint8Array): PublicJwk => ({ kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(key) });

export const commands: Readonly<Record<string, Command>> = {
  'json.check': async (input: { bytes: Bytes }) => map(parseStrictJson(toBytes(input.bytes)), () => ({})),
  'base64url.decode': async (input: { text: string }) =>
    map(decodeBase64url(input.text), (bytes) => ({ bytes: fromBytes(bytes) })),
  'id.parse': async (input: { text: string }) => map(decodeId(input.text), (bytes) => ({ bytes: fromBytes(bytes) })),
  'statement.id': async (input: { st: string }) => accept({ id: (await statementIds([input]))[0] }),
  'statement.decode': async (input: StatementJson) => {
    const decoded = decodeStatement(input);
    if (!decoded.ok) return decoded;
    const [id] = await statementIds([decoded.value]);
    return accept({ id, header: decoded.value.header, claims: fromBytes(decoded.value.claimsBytes) });
  },
  'statement.verify': async (input: StatementJson & { keys: PublicJwk[]; typ?: StatementType }) => {
    const decoded = decodeStatement(input, input.typ);
    if (!decoded.ok) return decoded;
    const keys = await importPublicKeys(input.keys);
    const key = keys.find((each) => each.ok && each.value.kid === decoded.value.header.kid) ?? keys[0]!;
    if (!key.ok) return key;
    const [verified] = await verifyStatements([{ statement: decoded.value, key: key.value }]);
    return map(verified!, ({ id, header }) => ({ id, kid: header.kid, typ: header.typ }));
  },
  'statement.sign': async (input: { claims: Bytes; typ: StatementType; key: { d: string } }) => {
    const signer = await createSoftwareSigner(toBytes({ $b64u: input.key.d }));
    const [statement] = await signStatements([{ typ: input.typ, claims: toBytes(input.claims) }], signer);
    return accept({ st: statement!.st, sig: encodeBase64url(statement!.signature) });
  },
  'key.derive': async (input: { seed: Bytes }) =>
    accept({ jwk: publicJwk((await createSoftwareSigner(toBytes(input.seed))).publicKey) }),
  'key.thumbprint': async (input: { jwk: PublicJwk }) => {
    const [key] = await importPublicKeys([input.jwk]);
    return map(key!, ({ kid }) => ({ kid }));
  },
  'ed25519.verify': async (input: { key: Bytes; message: Bytes; signature: Bytes }) => {
    const [key] = await publicKeysFromBytes([toBytes(input.key)]);
    return map(await verifyEd25519(key!, toBytes(input.message), toBytes(input.signature)), () => ({}));
  },
};
