import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpoint, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import type { Services, ServicesOf } from '../wiring';
import { readTemplateMessage } from './bodies';
import { endpoint, guarded } from './endpoint';
import { errorOf, malformedError } from './officialAnswers';

/** For other systems: `POST …/templateMessage` sends a template to some people, as with Rocket.Chat's own app. */
export function templateMessageEndpoint(services: ServicesOf): IApiEndpoint {
  return endpoint('templateMessage', services, { post: guarded(send) });
}

async function send({ content }: IApiRequest, { templateSending }: Services): Promise<IApiResponse> {
  const given = readTemplateMessage(content);
  if (!('body' in given)) {
    return malformedError(given);
  }
  const { template, ...rest } = given.body;
  const { name, language, components } = template;
  const answer = await templateSending.send({ ...rest, template: { name, language }, components });
  return answer.sent ? success(answer) : errorOf(answer.refusal);
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
