import type { AndroidApp, CodeDelivery } from '../../domain/template';
import { compact } from '../compact';
import type { WireButton, WirePart } from '../wire/template';

const METHODS = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'] as const;

/**
 * How an authentication template hands over its code. Its button is listed as it was submitted, or as the link that
 * WhatsApp makes of it: `https://www.whatsapp.com/otp/code/?otp_type=…&package_name=…&signature_hash=…&code=…`.
 */
export function readCode(components: readonly WirePart[]): CodeDelivery {
  const of = (type: string): WirePart | undefined => components.find((component) => component.type === type);
  const button = of('BUTTONS')?.buttons?.[0];
  const link = new URLSearchParams(button?.url?.split('?')[1]);
  const method = METHODS.find((known) => known === (button?.otp_type ?? link.get('otp_type')));
  const minutes = of('FOOTER')?.code_expiration_minutes ?? Number(link.get('code_expiration_minutes'));
  return compact<CodeDelivery>({
    method: method ?? 'COPY_CODE',
    warns: of('BODY')?.add_security_recommendation ?? false,
    expiresAfter: minutes || undefined,
    apps: appsOf(button, link),
  });
}

function appsOf(button: WireButton | undefined, link: URLSearchParams): AndroidApp[] {
  const listed = button?.supported_apps?.map(({ package_name, signature_hash }) => ({
    packageName: package_name,
    signatureHash: signature_hash,
  }));
  const packageName = link.get('package_name');
  // A plus sign that nobody encoded is read as a space.
  const signatureHash = link.get('signature_hash')?.replaceAll(' ', '+');
  return listed ?? (packageName && signatureHash ? [{ packageName, signatureHash }] : []);
}
