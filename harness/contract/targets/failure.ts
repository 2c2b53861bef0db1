/** What Node's codes mean to somebody whose API it is. */
const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it could not be reached in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself (--insecure accepts that)',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority (--insecure accepts that)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority (--insecure accepts that)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an unknown authority (--insecure accepts that)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  HPE_HEADER_OVERFLOW: 'the head of its answer is longer than 256 KiB',
};

/** Why a target did not answer, in words. */
export function whyNoAnswer(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const meaning = MEANINGS[code];
  if (meaning !== undefined) return `${meaning} (${code})`;
  if (code.startsWith('HPE_')) return `what it answered is not HTTP (${message})`;
  // OpenSSL's own errors name their whole call stack.
  if (code.startsWith('ERR_SSL')) return `no TLS with it (${code})`;
  return message;
}
