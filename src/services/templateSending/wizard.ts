import type { TemplateName } from '../../domain/bulk';
import { failed, type Failure, type Result } from '../../domain/failure';
import type { Route } from '../../domain/outreach';
import { text, type Text } from '../../domain/text';
import { digitsOf, isPhone } from '../../whatsapp/phone';
import { isForWizard, toWizard, type WizardTemplate } from '../../whatsapp/template/wizard';
import type { OutreachService } from '../outreach/outreach';
import type { Clock, Numbers } from '../ports';
import type { TemplateService } from '../templates/templates';
import type { Preparing } from './preparing';
import { senderOf } from './senders';

/** How long an agent waits for 360dialog's answer, milliseconds: the host gives the provider 30 s. */
const PATIENCE = 20_000;

/** A template that somebody filled in with Rocket.Chat's wizard. */
export interface WizardMessage {
  to: string;
  /** The number of ours under which the template was offered. */
  from: string;
  template: TemplateName;
  components: readonly object[];
  /** Who gets the answer. */
  route?: Route;
}

interface WizardPorts {
  clock: Clock;
  numbers: Pick<Numbers, 'all'>;
  outreach: Pick<OutreachService, 'send'>;
  preparing: Preparing;
  templates: Pick<TemplateService, 'of'>;
}

/** What Rocket.Chat's own wizard for outbound messages needs of us. */
export class Wizard {
  constructor(private readonly ports: WizardPorts) {}

  /** The templates that the wizard can fill in, by our numbers; from what is known, without asking 360dialog. */
  async templates(): Promise<Record<string, WizardTemplate[]>> {
    const numbers = await this.ports.numbers.all();
    const offers = await Promise.all(
      numbers.map(async (number): Promise<[string, WizardTemplate[]]> => {
        const { templates, syncedAt, triedAt } = await this.ports.templates.of(number);
        const key = `+${digitsOf(number.displayNumber)}`;
        const usable = templates.filter(isForWizard);
        return [key, usable.map((template) => toWizard(template, key, syncedAt ?? triedAt))];
      }),
    );
    return Object.fromEntries(offers);
  }

  /** Fails for what WhatsApp refuses at once. What becomes of it later is told as of any template. */
  async send({ to, from, template, components, route }: WizardMessage): Promise<Result<unknown>> {
    const { numbers, outreach, preparing } = this.ports;
    const digits = digitsOf(to);
    if (!isPhone(digits)) {
      return failed(refusal('wizard-recipient', text('wizard.recipient')));
    }
    const sender = senderOf(await numbers.all(), from);
    if ('refusal' in sender) {
      return failed(refusal('wizard-sender', text('wizard.sender', { number: from })));
    }
    const number = sender.found;
    const found = await preparing.find(number, template);
    if (!found.ok) {
      return found;
    }
    const prepared = await preparing.fill(found.value, template, { components }, 'appearance');
    if (!prepared.ok) {
      return prepared;
    }
    const sent = await outreach.send({
      ...prepared.value,
      number,
      to: { waId: digits },
      urgency: 'reply',
      ...(route && { route }),
    });
    return sent.ok ? this.inTime(sent.value.outcome) : sent;
  }

  /** What takes longer is on its way all the same. */
  private inTime(outcome: Promise<Result<string>>): Promise<Result<unknown>> {
    const late = this.ports.clock.sleep(PATIENCE).then(() => ({ ok: true as const, value: undefined }));
    return Promise.race([outcome, late]);
  }
}

function refusal(code: string, human: Text): Failure {
  return {
    code,
    scope: 'message',
    retryable: false,
    human,
    log: `The wizard's message was refused: ${code}`,
  };
}
