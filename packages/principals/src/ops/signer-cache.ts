import type { OpSigner } from '../log/op.ts';
import type { KnownHeads } from './heads.ts';
import type { RecordSigner } from './log-book.ts';

type Find = (heads: KnownHeads, signer: OpSigner) => RecordSigner;

/** Heads of which signers are remembered. */
const MAX_HEADS = 4096;

/** How signers stand at one head. Nearly every record names one, and the same as the one before it. */
export class SignerCache {
  readonly #find: Find;
  readonly #byHead: Map<string, Map<string, RecordSigner>> = new Map();

  constructor(find: Find) {
    this.#find = find;
  }

  at(heads: KnownHeads, signer: OpSigner): RecordSigner {
    const [head] = heads.par;
    if (head === undefined || heads.par.length > 1 || heads.x !== undefined) return this.#find(heads, signer);
    const signers = this.#signersAt(head);
    const name = signer.by.length === 0 ? signer.kid : [signer.kid, ...signer.by].join(' ');
    const known = signers.get(name);
    if (known !== undefined) return known;
    const found = this.#find(heads, signer);
    // Strangers are as many as somebody likes.
    if (found.key !== undefined && found.level >= 0 && found.below >= 0) signers.set(name, found);
    return found;
  }

  #signersAt(head: string): Map<string, RecordSigner> {
    const known = this.#byHead.get(head);
    if (known !== undefined) return known;
    if (this.#byHead.size >= MAX_HEADS) this.#byHead.clear();
    const signers = new Map<string, RecordSigner>();
    this.#byHead.set(head, signers);
    return signers;
  }
}
