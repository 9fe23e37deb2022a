/** Kits and their keys, computed elsewhere by another program. Bytes are base64url. */
export interface KnownKit {
  readonly seed: string;
  readonly words: string;
  /** Public Ed25519 key, its thumbprint, public X25519 key. */
  readonly sig: string;
  readonly kid: string;
  readonly enc: string;
}

export const ZEROS: KnownKit = {
  seed: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  words: `absurd ${'abandon '.repeat(22)}ability`,
  sig: 'frvrX_u_gm6aUMY5GF1xyGXK9JpvfXKtLmCKbuxgxNQ',
  kid: '_t_-LYwLsLH71jbsRJ8xoimb1B8cA9uy7hDglNIEUtM',
  enc: 'V4ZAMdXQ9ltSyxQSxxLjOIKVWHMU5xFMhMvnzCLSfys',
};

export const ONES: KnownKit = {
  seed: '_________________________________________w',
  words: `acid ${'zoo '.repeat(22)}wave`,
  sig: '6ATTJD3cDWtFabGJXycRpMxLu-iG4lhLNka-lYdsrOI',
  kid: 'nJc7ADk6zQlFMmkYY8Fc3wRYVSUcNOBkRpiIAysJFQY',
  enc: 'dDLEmjLgoJKIa1mtCSgRV2oGVdGBI610YLVJqK0JS2c',
};

export const RANDOM: KnownKit = {
  seed: 'M4rYo_ndkaykLvn55Yg92T-yHlI2hzS_3AasfUmQNw',
  words:
    'abuse ordinary renew elevator oven silver raw magic wheat song ginger knife negative suit junk egg mango planet warfare ask sick pill dolphin world',
  sig: 'gpgSJCWoeBpRN_XgFnw5M_h4pZ62jjnc7JmJgvCSGDw',
  kid: 'j0W2DzTsW4YjeUYaOIMhHLl6qz80GJLzj1TMhjoRnbc',
  enc: 'DkOuzEhBI1L6gizMqB31rtU96nRzhASWU8NkrvSdhwA',
};
