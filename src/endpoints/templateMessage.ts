import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type {
  IApiEndpoint,
  IApiEndpointInfo,
  IApiRequest,
  IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';

import type { ServicesOf } from '../wiring';
import { refusalOf } from './authentication';
import { readTemplateMessage } from './bodies';
import { broken, errorOf, malformedError } from './officialAnswers';

/** For other systems: `POST …/templateMessage` sends a template to some people, as with Rocket.Chat's own app. */
export class TemplateMessageEndpoint implements IApiEndpoint {
  path = 'templateMessage';

  constructor(private readonly services: ServicesOf) {}

  async post(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<IApiResponse> {
    const { log, settings, templateSending } = this.services({ read, modify, http, persistence });
    const refused = await refusalOf(request, settings);
    if (refused) {
      return refused;
    }
    const given = readTemplateMessage(request.content);
    if (!('body' in given)) {
      return malformedError(given);
    }
    try {
      const { template, ...rest } = given.body;
      const { name, language, components } = template;
      const answer = await templateSending.send({ ...rest, template: { name, language }, components });
      return answer.sent ? success(answer) : errorOf(answer.refusal);
    } catch (error) {
      log.error('Templates could not be sent for another system', { reason: String(error) });
      return broken();
    }
  }
}

/** `invalidContacts` is there when there are any. What Rocket.Chat's own app does not have has a name of its own. */
function success({ invalid, optedOut }: { invalid: string[]; optedOut: string[] }): IApiResponse {
  return {
    status: HttpStatusCode.OK,
    content: {
      success: true,
      ...(invalid.length > 0 && { invalidContacts: invalid }),
      ...(optedOut.length > 0 && { optedOutContacts: optedOut }),
    },
  };
}
