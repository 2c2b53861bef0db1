import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, isIP } from 'node:net';
import { connect, createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { type Authority, createAuthority } from './authority.ts';
import { testAuthority } from './testing-client.ts';

/** What a client that trusts `trusted` alone, and wants to reach `wanted`, says of the leaf of `host`. */
async function verdict(host: string, wanted: string, trusted: Authority): Promise<string> {
  const server = createServer(await (await testAuthority()).leaf(host)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connectTcp({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  const servername = isIP(wanted) ? {} : { servername: wanted };
  const client = connect({ socket, ca: trusted.certificate, host: wanted, ...servername });
  try {
    await once(client, 'secureConnect');
    return 'believed';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    client.destroy();
    server.close();
  }
}

describe('a leaf certificate', () => {
  it.each([
    'api.shop.com',
    'localhost',
    'a'.repeat(63).concat('.com'),
    '127.0.0.1',
    '203.0.113.7',
    '::1',
    '2001:db8::7',
  ])('is believed to be %s by a client that trusts the authority', async (host) => {
    expect(await verdict(host, host, await testAuthority())).toBe('believed');
  });

  it('is not believed to be another host', async () => {
    const authority = await testAuthority();
    expect(await verdict('shop.com', 'evil.com', authority)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await verdict('127.0.0.1', '127.0.0.2', authority)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('is made once a host', async () => {
    const authority = await testAuthority();
    expect(await authority.leaf('shop.com')).toBe(await authority.leaf('shop.com'));
    expect(await authority.leaf('api.shop.com')).not.toBe(await authority.leaf('shop.com'));
  });

  it('is not believed by a client that trusts another authority', async () => {
    expect(await verdict('shop.com', 'shop.com', await createAuthority())).not.toBe('believed');
  });
});

describe('the hash of the public key', () => {
  it('is what openssl would make of the certificate: SHA-256 of its SubjectPublicKeyInfo', async () => {
    const { certificate, spki } = await testAuthority();
    const der = Buffer.from(certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(spki).toBe(createHash('sha256').update(subjectPublicKeyInfo(der)).digest('base64'));
  });
});

/** The seventh field of a v3 TBSCertificate, found by walking DER alone: https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function subjectPublicKeyInfo(certificate: Buffer): Buffer {
  const fieldAt = (start: number) => {
    const short = certificate[start + 1] ?? 0;
    const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
    const content = start + 2 + lengthBytes;
    return { content, end: content + (lengthBytes === 0 ? short : certificate.readUIntBE(start + 2, lengthBytes)) };
  };
  const tbsCertificate = fieldAt(0).content;
  let start = fieldAt(tbsCertificate).content;
  for (let before = 0; before < 6; before++) start = fieldAt(start).end;
  return certificate.subarray(start, fieldAt(start).end);
}
