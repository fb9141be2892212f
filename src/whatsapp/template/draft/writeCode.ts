import type { CodeDelivery } from '../../../domain/template';
import type { WireDraftComponent } from './writeParts';

const SIMPLEST: CodeDelivery = { method: 'COPY_CODE', warns: true, apps: [] };

/** WhatsApp writes the words, in the language of the template. Meta: templates/authentication-templates. */
export function writeCode(code: CodeDelivery = SIMPLEST): WireDraftComponent[] {
  const { method, warns, expiresAfter, apps } = code;
  const supported_apps = apps.map(({ packageName, signatureHash }) => ({
    package_name: packageName,
    signature_hash: signatureHash,
  }));
  const button = {
    type: 'OTP',
    otp_type: method,
    // The form has said so: nobody chooses this method without accepting the terms.
    ...(method === 'ZERO_TAP' && { zero_tap_terms_accepted: true }),
    ...(apps.length > 0 && { supported_apps }),
  };
  return [
    { type: 'BODY', add_security_recommendation: warns },
    ...(expiresAfter === undefined ? [] : [{ type: 'FOOTER', code_expiration_minutes: expiresAfter }]),
    { type: 'BUTTONS', buttons: [button] },
  ];
}
