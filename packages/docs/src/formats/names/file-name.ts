import { fingerprint } from './fingerprint.js';

/** Names that every file system takes as they are, and that read the same in a URL. */
const plain = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** Part of a path for a name: itself where every file system takes it, else what can be kept of it and a fingerprint. */
export function fileName(name: string): string {
  if (plain.test(name) && !name.endsWith('.')) return name;
  const kept = name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${kept}${kept === '' ? '' : '-'}${fingerprint(name)}`;
}
