import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { generate } from 'selfsigned';

/** A certificate authority that lives in this process's memory and nowhere else. */
export interface Authority {
  /** PEM of the authority's own certificate. */
  readonly certificate: string;
  /**
   * Base64 of the SHA-256 of the authority's public key, as Chromium's `--ignore-certificate-errors-spki-list` takes
   * it. Trusting the key, and not ignoring errors, is what leaves Chromium's HTTP cache on.
   */
  readonly spki: string;
  /**
   * Key and certificate chain (PEM) that answer as `host` (a name or an IP address, without brackets). Made once a
   * host; rejects when no certificate can name that host.
   */
  leaf(host: string): Promise<Leaf>;
}

export interface Leaf {
  readonly key: string;
  readonly cert: string;
  /** Both as TLS uses them: to read them takes a millisecond. */
  readonly secureContext: SecureContext;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Engines refuse leaf certificates that are valid for more than 398 days. */
const VALIDITY = () => ({
  notBeforeDate: new Date(Date.now() - DAY_MS),
  notAfterDate: new Date(Date.now() + 30 * DAY_MS),
});

/**
 * Makes a fresh authority with its key pair and the one key pair that all leaves share (a new pair for each leaf would
 * cost some 10 ms a host).
 */
export async function createAuthority(): Promise<Authority> {
  const root = await generate([{ name: 'commonName', value: 'cross-examine (in memory)' }], {
    ...VALIDITY(),
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leafKeys = await generate([], { keyType: 'ec', algorithm: 'sha256' });
  const leaves = new Map<string, Promise<Leaf>>();

  async function issue(host: string): Promise<Leaf> {
    const leaf = await generate([{ name: 'commonName', value: 'cross-examine leaf' }], {
      ...VALIDITY(),
      keyType: 'ec',
      algorithm: 'sha256',
      ca: { key: root.private, cert: root.cert },
      keyPair: { privateKey: leafKeys.private, publicKey: leafKeys.public },
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: [isIP(host) ? { type: 7, ip: host } : { type: 2, value: host }] },
      ],
    });
    const pair = { key: leaf.private, cert: `${leaf.cert}\n${root.cert}` };
    return { ...pair, secureContext: createSecureContext(pair) };
  }

  return {
    certificate: root.cert,
    spki: publicKeyHash(root.cert),
    leaf(host) {
      const made = leaves.get(host) ?? issue(host);
      leaves.set(host, made);
      return made;
    },
  };
}

function publicKeyHash(certificate: string): string {
  const spki = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}
