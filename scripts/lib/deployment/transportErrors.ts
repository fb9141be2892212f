import { DeployError } from './deployError';

const TLS_CODES = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const NOT_TLS_CODES = new Set(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

/** Says what it means that no answer came. */
export function transportError(
  url: string,
  { code, message }: { code?: string; message: string },
): DeployError {
  if (code && TLS_CODES.has(code)) {
    return new DeployError(
      `The certificate of ${url} is not trusted (${code}).`,
      'Renew it, or name the authority that signed it: NODE_EXTRA_CA_CERTS=/path/to/authority.pem npm run deploy -- …',
    );
  }
  if (code && NOT_TLS_CODES.has(code)) {
    return new DeployError(
      `${url} does not speak https (${code}).`,
      'Check the port, or use http:// if the workspace is on this machine.',
    );
  }
  return new DeployError(
    `${url} cannot be reached (${code ?? message}).`,
    'Check the address, and that this machine can open the workspace, then try again.',
  );
}
