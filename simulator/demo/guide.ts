import type { Town } from '../town';

/** What somebody can do now, with lines to paste. */
export function guide({ rocketchat, dialog360, people }: Town): string {
  const chat = rocketchat.instance.url;
  const [customer] = people.customers;
  const { displayNumber } = people.production;
  const json = `-H 'Content-Type: application/json'`;
  return `
Ready.

  Workspace   ${chat}      (users admin / admin-secret; agent.ana, agent.ben / member-secret)
  360dialog   ${dialog360.controlUrl}

Be the customer:

  curl -X POST ${dialog360.controlUrl}/phones/${customer?.record.waId ?? ''}/messages ${json} \\
    -d '{"to":"${displayNumber}","kind":"text","text":"Hello from the phone"}'
  curl ${dialog360.controlUrl}/phones/${customer?.record.waId ?? ''}/chats/${displayNumber}

Be an agent:

  curl -X POST ${chat}/api/v1/login ${json} -d '{"user":"agent.ana","password":"member-secret"}'
  export TOKEN=<authToken> USER_ID=<userId>
  curl ${chat}/api/v1/rooms.get -H "X-Auth-Token: $TOKEN" -H "X-User-Id: $USER_ID"
  curl -X POST ${chat}/api/v1/chat.postMessage -H "X-Auth-Token: $TOKEN" -H "X-User-Id: $USER_ID" \\
    ${json} -d '{"roomId":"<room id>","text":"Hello from the desk"}'

Ctrl-C ends everything; what was said is kept for the next start.`;
}
