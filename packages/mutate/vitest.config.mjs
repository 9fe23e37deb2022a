export { default } from '@allod/tooling/vitest';
