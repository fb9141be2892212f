import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

import type { IInternalFederationBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { SettingDoc } from '../documents';
import type { Host } from '../host';
import type { Store } from '../store';

const PRIVATE_KEY = 'Apps_Engine_Private_Key';
const PUBLIC_KEY = 'Apps_Engine_Public_Key';

/** The workspace's own secrets, which a server never shows to apps. */
export function isSecretSetting({ _id, type }: SettingDoc): boolean {
  return type === 'password' || _id === PRIVATE_KEY;
}

/**
 * The key pair with which the engine signs installed apps. It is kept in the store: an app whose signature does not
 * match is not enabled at the next start.
 */
export function createInternalFederationBridge({ store }: Host): IInternalFederationBridge {
  return {
    getPrivateKey: async () => (await pairOf(store)).privateKey,
    getPublicKey: async () => (await pairOf(store)).publicKey,
  };
}

interface KeyPair {
  privateKey: string;
  publicKey: string;
}

/** The servers of a cluster ask at the same time, and must get the same pair. */
const pairs = new WeakMap<Store, Promise<KeyPair>>();

function pairOf(store: Store): Promise<KeyPair> {
  const pair = pairs.get(store) ?? loadPair(store);
  pairs.set(store, pair);
  return pair;
}

async function loadPair({ settings }: Store): Promise<KeyPair> {
  const [privateKey, publicKey] = await Promise.all(
    [PRIVATE_KEY, PUBLIC_KEY].map((_id) => settings.findOneAsync({ _id })),
  );
  if (privateKey && publicKey) {
    return { privateKey: String(privateKey.value), publicKey: String(publicKey.value) };
  }
  const made = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  for (const [_id, value] of [
    [PRIVATE_KEY, made.privateKey],
    [PUBLIC_KEY, made.publicKey],
  ] as const) {
    const doc: SettingDoc = { _id, type: 'code', value, packageValue: '', public: false, i18nLabel: _id };
    await settings.updateAsync({ _id }, doc, { upsert: true });
  }
  return made;
}
