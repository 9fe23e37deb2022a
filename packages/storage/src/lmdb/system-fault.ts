const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'ENOMEM']);
const NO_ACCESS = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
  'ENOENT',
  'ELOOP',
  'ENAMETOOLONG',
]);
/** LMDB gives numbers: the errno of a full disk, of a short write, of a file at its limit, and its own for a full map. */
const NO_ROOM_NUMBERS = new Set([28, 5, 27, 122, -30_792]);

/** Whether a thrown fault says that a disk, a quota or a map is full. */
export function isNoRoom(fault: unknown): boolean {
  const code = codeOf(fault);
  return typeof code === 'number' ? NO_ROOM_NUMBERS.has(code) : NO_ROOM.has(code);
}

/** Whether a thrown fault says that this process may not read or write at a place. */
export function isNoAccess(fault: unknown): boolean {
  const code = codeOf(fault);
  return typeof code === 'number' ? code === 13 || code === 1 || code === 30 : NO_ACCESS.has(code);
}

function codeOf(fault: unknown): string | number {
  const code = fault instanceof Error && 'code' in fault ? fault.code : '';
  return typeof code === 'number' || typeof code === 'string' ? code : '';
}
