import { CompactEncrypt, compactDecrypt } from 'jose';
import { derivedKey } from './derived-key';

// One key for all that is sealed: who may read the database may still not read what waits in it.
const key = () => derivedKey('seal');

/** Encrypts a value that JSON can say (JWE, `dir` with A256GCM, RFC 7516): for what waits in the database with secrets in it. */
export async function seal(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return new CompactEncrypt(bytes).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key());
}

/** What `seal` was given; throws when it was changed or sealed under another AUTH_SECRET. Parse the answer before use. */
export async function openSeal(sealed: string): Promise<unknown> {
  const { plaintext } = await compactDecrypt(sealed, key(), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return JSON.parse(new TextDecoder().decode(plaintext));
}
