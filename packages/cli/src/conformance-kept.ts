/** The reference adapter for chapter 04 §5: the user of an enclave, and the shares of a kit. */
import { encodeBase64url } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import { kitKeys } from '@allod/principals/kit';
import { enclaveUser, joinShares, secretFromBytes } from '@allod/principals/secrets';
import { toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

export const kept: Commands = {
  'kit.join': async (input: { shares: readonly string[] }) => {
    const seed = await joinShares(input.shares);
    if (!seed.ok) return seed;
    const { signer, sig, enc } = await kitKeys(seed.value);
    return accept({ kid: signer.kid, sig, enc });
  },
  'enclave.user': async (input: { key: Bytes; name: string }) => {
    const { id, init } = await enclaveUser(secretFromBytes(toBytes(input.key)), input.name);
    return accept({ id, st: init.st, sig: encodeBase64url(init.signatures[0]!.signature) });
  },
};
