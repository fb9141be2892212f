import type { TemplateComponent } from '../state/records';

/** Types and formats come in any case; lists have them in capitals. */
export function inCapitals(components: TemplateComponent[]): TemplateComponent[] {
  return components.map((component) => ({
    ...component,
    type: component.type.toUpperCase(),
    ...(component.format && { format: component.format.toUpperCase() }),
    ...(component.buttons && {
      buttons: component.buttons.map((button) => ({ ...button, type: button.type.toUpperCase() })),
    }),
    ...(component.cards && {
      cards: component.cards.map((card) => ({ ...card, components: inCapitals(card.components) })),
    }),
  }));
}

/** What Meta makes of components that it completes: words of its own, and a link of the button for a code. */
export function completed(category: string, components: TemplateComponent[]): TemplateComponent[] {
  return components.map((component) => ({
    ...component,
    ...(category === 'AUTHENTICATION' && wordsOf(component)),
    ...(component.buttons && { buttons: component.buttons.map(completedButton) }),
  }));
}

function wordsOf({ type, ...fields }: TemplateComponent): object {
  const advice = fields.add_security_recommendation ? ' For your security, do not share this code.' : '';
  switch (type) {
    case 'BODY':
      return { text: `*{{1}}* is your verification code.${advice}`, example: { body_text: [['123456']] } };
    case 'FOOTER':
      return { text: `This code expires in ${String(fields.code_expiration_minutes)} minutes.` };
    default:
      return {};
  }
}

type Button = NonNullable<TemplateComponent['buttons']>[number];

function completedButton(button: Button): Button {
  switch (button.type) {
    case 'COPY_CODE':
      return { ...button, text: 'Copy offer code', example: [button.example].flat() };
    case 'FLOW': {
      const { flow_action: action = 'navigate' } = button as Button & { flow_action?: string };
      return { ...button, flow_action: action.toUpperCase() };
    }
    case 'OTP':
      return linkOf(button);
    default:
      return button;
  }
}

/** Meta lists the button of a code as a link. */
function linkOf({ otp_type, supported_apps: apps }: Button): Button {
  const method = String(otp_type).toUpperCase();
  const [app] = (apps ?? []) as { package_name: string; signature_hash: string }[];
  const query = new URLSearchParams({
    otp_type: method,
    ...(app && { package_name: app.package_name, signature_hash: app.signature_hash }),
  });
  const url = `https://www.whatsapp.com/otp/code/?${query.toString()}&code=otp{{1}}`;
  return {
    type: 'URL',
    text: method === 'COPY_CODE' ? 'Copy code' : 'Autofill',
    url,
    example: [url.replace('{{1}}', '123456')],
    ...(apps ? { supported_apps: apps } : {}),
  };
}
