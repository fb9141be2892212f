import type { Failure } from '../../domain/failure';
import { TALLY } from '../../domain/report';
import { text } from '../../domain/text';
import type { Counter } from '../health/counter';
import type { NoticeAction, Notices, Settings } from '../ports';
import type { TemplateService } from '../templates/templates';
import { OUTREACH, readOutreachReference } from '../outreach/keys';
import type { OutreachFailures } from '../outreach/failures';
import { holdAction, retryAction, type Again } from './actions';
import { WINDOW_CLOSED } from './failures';
import type { HeldMessages } from './heldMessages';
import type { RoomMessage } from './message';
import type { ChannelTroubles } from './troubles';
import { templateAction } from '../window/actions';

type Place = Pick<RoomMessage, 'roomId' | 'numberId' | 'contactId'> & { messageId: string };

interface UndeliveredPorts {
  counter: Counter;
  held: HeldMessages;
  notices: Notices;
  outreachFailures: OutreachFailures;
  settings: Settings;
  templates: Pick<TemplateService, 'sendFailed'>;
  troubles: ChannelTroubles;
}

/** Tells people of messages that did not go out, with what they can do about it. */
export class Undelivered {
  constructor(private readonly ports: UndeliveredPorts) {}

  /**
   * @param again how to send it again, where somebody could want that
   * @returns the id of the notice
   */
  async report(place: Place, failure: Failure, again?: Again): Promise<string> {
    if (failure.scope === 'channel') {
      await this.ports.troubles.raise(place.numberId, failure);
    }
    this.ports.templates.sendFailed(place.numberId, failure.code);
    if (place.roomId === OUTREACH) {
      this.ports.counter.failed(place.numberId, failure.code);
      return this.ports.outreachFailures.report(place.messageId, failure, actionsOf(failure, again));
    }
    if (failure.code === WINDOW_CLOSED) {
      this.ports.counter.note(place.numberId, TALLY.error + WINDOW_CLOSED);
      return this.reportClosedWindow(place, failure);
    }
    this.ports.counter.failed(place.numberId, failure.code);
    const actions = actionsOf(failure, again);
    const isTemplate = again !== undefined && readOutreachReference(again.messageId) !== undefined;
    const another = isTemplate && actions.length === 0 ? [templateAction(place.roomId)] : actions;
    return this.ports.notices.undelivered(place, failure, another);
  }

  private async reportClosedWindow(place: Place, failure: Failure): Promise<string> {
    const { closedWindowPolicy } = await this.ports.settings.get();
    if (closedWindowPolicy === 'hold') {
      await this.ports.held.hold(place);
      return this.ports.notices.atMessage(place, text('notice.held'), [templateAction(place.roomId)]);
    }
    const actions = [templateAction(place.roomId), holdAction(place.messageId)];
    return this.ports.notices.undelivered(place, failure, actions);
  }
}

/** A button where a second try makes sense: nothing changes what WhatsApp refused for good. */
function actionsOf(failure: Failure, again: Again | undefined): NoticeAction[] {
  const worthIt = failure.retryable || failure.uncertain === true || failure.scope === 'channel';
  return again && worthIt ? [retryAction(again)] : [];
}
