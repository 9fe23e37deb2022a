import { accept } from '@allod/core/errors';
import type { Signer } from '@allod/core/statement';
import { decodeKit, kitKeys } from '@allod/principals/kit';
import { createSeedKeyStore } from '@allod/principals/secrets';
import type { KeyStore, SigningJwk } from '@allod/principals/secrets';
import { deviceKeysOf } from '../device-keys.ts';
import type { Outcome } from '../outcome.ts';
import type { Workbench } from '../sync/workbench.ts';
import { levelOfRole } from '../teams/role.ts';
import { openOwnEnclave } from './open-enclave.ts';
import type { EnclaveWords } from './open-enclave.ts';
import { wrongWords } from './wrong-words.ts';

/** Who brings a user back: a cold key of his, or a device that lies in an enclave. */
export interface Restorer {
  /** Id of the user. */
  readonly user: string;
  readonly signer: Signer;
  /** The key of the signer, where no log has it. */
  readonly keys?: readonly SigningJwk[];
  /** Opens what was sealed for him. */
  readonly store: KeyStore;
  /** The least level that it takes, and what is said of somebody below it. */
  readonly least: number;
  readonly says: string;
  /** Relays that may have his log beside those that are given. */
  readonly relays: readonly string[];
}

/** The kit of a user. Refuses with `E_KIT` words that are none of a kit. */
export async function kitRestorer(words: string, user: string): Promise<Outcome<Restorer, 'E_KIT'>> {
  const seed = decodeKit(words);
  if (!seed.ok) return { ...seed, says: wrongWords(seed.error).says };
  const kit = await kitKeys(seed.value);
  seed.value.wipe();
  return accept({
    user,
    signer: kit.signer,
    keys: [kit.sig],
    store: await createSeedKeyStore(kit),
    least: levelOfRole('root'),
    says: 'These are the words of a kit, but not of one of this user.',
    relays: [],
  });
}

/** The device in an enclave. Refuses as `openOwnEnclave` does. */
export async function enclaveRestorer(
  bench: Workbench,
  words: EnclaveWords,
  asked: readonly string[],
): Promise<Outcome<Restorer>> {
  const opened = await openOwnEnclave(bench, words, asked);
  if (!opened.ok) return opened;
  const { user, seed, relays } = opened.value;
  const { signer, store } = await deviceKeysOf(seed.bytes());
  seed.wipe();
  return accept({
    user,
    signer,
    store,
    least: levelOfRole('admin'),
    says: 'The device of this enclave was removed, or may not take in others.',
    relays,
  });
}
