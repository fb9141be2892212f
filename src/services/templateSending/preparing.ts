import type { Filling, TemplateName } from '../../domain/bulk';
import { failed, ok, type Failure, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { FilledTemplate, Template, TemplateValues } from '../../domain/template';
import { text, type Text } from '../../domain/text';
import { cardsFilled, withCards } from '../../whatsapp/template/cards';
import { compileTemplate } from '../../whatsapp/template/compile';
import { nameParameters, readComponents, type GivenComponent } from '../../whatsapp/template/given';
import { cardsIn, surplusOf, valuesOf } from '../../whatsapp/template/givenValues';
import { isAuthentication, labelOf, variablesOf } from '../../whatsapp/template/inputs';
import { previewTemplate } from '../../whatsapp/template/preview';
import { whyNotSendable } from '../../whatsapp/template/sendable';
import { validateTemplate } from '../../whatsapp/template/validate';
import type { Clock, Notices } from '../ports';
import { Recent } from '../recent';
import { showTemplate } from '../shown/template';
import type { TemplateService } from '../templates/templates';

/** A template that is not known is asked for, but for the same one not more often than that, milliseconds. */
const ASKED_LATELY = 10_000;
/** Templates that were asked for in vain and are remembered. */
const REMEMBERED = 200;

/** What can be given to `OutreachService.send`. */
export interface Prepared {
  template: FilledTemplate;
  /** Meta's word in capitals; empty when the template is not known. */
  category: string;
  /** As the customer sees it, in Rocket.Chat's markup. */
  words: string;
}

/** The order of a component's texts: WhatsApp's, or that in which the blanks appear, as Rocket.Chat's wizard has it. */
export type Order = 'whatsapp' | 'appearance';

interface PreparingPorts {
  clock: Clock;
  notices: Pick<Notices, 'say'>;
  templates: Pick<TemplateService, 'of' | 'refresh'>;
}

/** Turns what others ask to be sent into templates that WhatsApp takes, or says what is wrong with it. */
export class Preparing {
  private readonly inVain = new Recent<number>(REMEMBERED);

  constructor(private readonly ports: PreparingPorts) {}

  /**
   * @returns undefined where 360dialog does not tell the number's templates: then WhatsApp decides. Fails for a
   * template that does not exist or cannot be sent.
   */
  async find(number: ConnectedNumber, wanted: TemplateName): Promise<Result<Template | undefined>> {
    const { templates } = this.ports;
    let list = await templates.of(number);
    let template = choose(list.templates, wanted);
    if (!template && this.isWorthAsking(number, wanted)) {
      await templates.refresh(number);
      list = await templates.of(number);
      template = choose(list.templates, wanted);
    }
    if (!template) {
      const { name, language } = wanted;
      const isTold = list.syncedAt !== undefined;
      return isTold
        ? failed(refusal('template-unknown', text('failure.noTemplate', { name, language })))
        : ok(undefined);
    }
    const why = whyNotSendable(template);
    return why ? failed(refusal('template-unsendable', why)) : ok(template);
  }

  private isWorthAsking({ id }: ConnectedNumber, { name, language }: TemplateName): boolean {
    const key = [id, name, language].join(' ');
    const now = this.ports.clock.now();
    const askedAt = this.inVain.get(key);
    if (askedAt !== undefined && askedAt + ASKED_LATELY > now) {
      return false;
    }
    this.inVain.set(key, now);
    return true;
  }

  /** @param template as {@link find} found it */
  async fill(
    template: Template | undefined,
    wanted: TemplateName,
    filling: Filling,
    order: Order = 'whatsapp',
  ): Promise<Result<Prepared>> {
    if ('values' in filling) {
      return template
        ? this.fillWith(template, filling.values)
        : failed(refusal('template-unknown', text('failure.templatesNotTold')));
    }
    const components = readComponents(filling.components);
    if (!components) {
      return failed(refusal('template-components', text('failure.components')));
    }
    if (!template) {
      return ok({ template: { ...wanted, components }, category: '', words: wanted.name });
    }
    return this.fillAsGiven(template, nameParameters(template, components, order));
  }

  private async fillWith(made: Template, values: TemplateValues): Promise<Result<Prepared>> {
    const cards = cardsFilled(values);
    const template = withCards(made, cards);
    const wrong = this.objectionTo(template, values, cards);
    return wrong
      ? failed(wrong)
      : ok(await this.prepared(template, values, compileTemplate(template, values)));
  }

  /** What callers give in WhatsApp's own form goes as it is, but for codes: they belong in two places. */
  private async fillAsGiven(made: Template, components: GivenComponent[]): Promise<Result<Prepared>> {
    const cards = cardsIn(components);
    const template = withCards(made, cards);
    const values = valuesOf(template, components);
    const surplus = surplusOf(template, components);
    const wrong =
      surplus > 0
        ? refusal('template-values', text('failure.surplus', { count: surplus }))
        : this.objectionTo(template, values, cards);
    if (wrong) {
      return failed(wrong);
    }
    const { name, language } = template;
    const filled = isAuthentication(template)
      ? compileTemplate(template, values)
      : { name, language, components };
    return ok(await this.prepared(template, values, filled));
  }

  private async prepared(
    template: Template,
    values: TemplateValues,
    filled: FilledTemplate,
  ): Promise<Prepared> {
    const say = await this.ports.notices.say();
    return {
      template: filled,
      category: template.category,
      words: showTemplate(previewTemplate(template, values), say),
    };
  }

  /** @param cards for how many there are values */
  private objectionTo(template: Template, values: TemplateValues, cards: number): Failure | undefined {
    if (cards > template.cards.length) {
      const count = template.cards.length;
      return refusal('template-values', text('failure.cards', { count, given: cards }));
    }
    const errors = validateTemplate(template, values, this.ports.clock.now());
    // Products are given in WhatsApp's form, which only WhatsApp checks.
    const inputs = variablesOf(template).filter(({ id, kind }) => kind !== 'products' && errors[id]);
    const [first] = inputs;
    return (
      first &&
      refusal('template-values', text('api.value', { input: labelOf(first), problem: errors[first.id]! }))
    );
  }
}

/** By the exact language, else in another spelling of it. */
function choose(templates: readonly Template[], { name, language }: TemplateName): Template | undefined {
  const named = templates.filter((template) => template.name === name);
  const spelt = (code: string): string => code.replace('-', '_').toLowerCase();
  return (
    named.find((template) => template.language === language) ??
    named.find((template) => spelt(template.language) === spelt(language))
  );
}

function refusal(code: string, human: Text): Failure {
  return { code, scope: 'message', retryable: false, human, log: `The template was refused: ${code}` };
}
