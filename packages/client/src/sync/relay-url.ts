import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';

/** Where a relay takes links, unless its URL says otherwise. (07 §2) */
const LINK_PATH = '/allod/v1';
const WELL_KNOWN = '/.well-known/allod';

/** The two faces of a relay. */
export interface RelayUrl {
  /** `ws:` or `wss:`, where it takes links. */
  readonly link: string;
  /** `http:` or `https:`, where its capability document is. */
  readonly document: string;
}

/** The URL of a relay, as people give it: `ws`, `wss`, `http` or `https`, with or without the path. Refuses anything else with `E_INPUT`. */
export function readRelayUrl(text: string): Result<RelayUrl, 'E_INPUT'> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSecure = url?.protocol === 'wss:' || url?.protocol === 'https:';
  const isPlain = url?.protocol === 'ws:' || url?.protocol === 'http:';
  if (url === undefined || !(isSecure || isPlain) || url.hash !== '') return refuse('E_INPUT', '');
  const path = url.pathname === '/' ? LINK_PATH : url.pathname;
  const [ws, http] = isSecure ? ['wss', 'https'] : ['ws', 'http'];
  return accept({
    link: `${ws}://${url.host}${path}${url.search}`,
    document: `${http}://${url.host}${WELL_KNOWN}`,
  });
}

/** Whether a text is the URL of a relay: `ws`, `wss`, `http` or `https`. Whether one answers there is another question. */
export function isRelayUrl(text: string): boolean {
  return readRelayUrl(text).ok;
}
