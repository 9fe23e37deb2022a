import type { X25519 } from './secrets.ts';

const NAME = 'X25519';
type Bytes = Uint8Array<ArrayBuffer>;
type NativeKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The base point (RFC 7748 §4.1): what a private key makes of it is its public half. */
const BASE_POINT = new Uint8Array(32).fill(9, 0, 1);

/** Whether this platform's WebCrypto has X25519. */
export async function isSupported(): Promise<boolean> {
  try {
    await importPublic(BASE_POINT);
    return true;
  } catch {
    // Platforms without the curve do not agree on an error.
    return false;
  }
}

/** X25519 through WebCrypto, which never gives the private key out again. */
export const x25519: X25519 = async (privateKey) => {
  const pkcs8 = pkcs8FromX25519(privateKey);
  const own = await crypto.subtle.importKey('pkcs8', pkcs8, NAME, false, ['deriveBits']);
  pkcs8.fill(0);
  return {
    publicKey: () => deriveBits(own, BASE_POINT),
    async agree(publicKey) {
      try {
        const shared = await deriveBits(own, publicKey);
        return shared.some((byte) => byte !== 0) ? shared : undefined;
      } catch (error) {
        // WebCrypto gives no secret of zeros.
        if (error instanceof Error && error.name === 'OperationError') return undefined;
        throw error;
      }
    },
  };
};

async function deriveBits(own: NativeKey, publicKey: Uint8Array): Promise<Uint8Array> {
  const params = { name: NAME, public: await importPublic(publicKey) };
  return new Uint8Array(await crypto.subtle.deriveBits(params, own, 256));
}

function importPublic(publicKey: Uint8Array): Promise<NativeKey> {
  return crypto.subtle.importKey('raw', publicKey as Bytes, NAME, false, []);
}

/** PKCS #8 (RFC 8410) around a private key of 32 bytes. */
function pkcs8FromX25519(privateKey: Uint8Array): Bytes {
  const out = new Uint8Array(48);
  out.set([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20]);
  out.set(privateKey, 16);
  return out;
}
