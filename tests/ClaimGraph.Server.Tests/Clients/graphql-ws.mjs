// graphql-ws alone: queries over the socket, and a subscription that goes on from the last revision whenever the socket breaks.
import assert from 'node:assert/strict';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, authorization] = process.argv.slice(2);
const address = url.replace('http', 'ws');
let broken;
const client = createClient({
  url: address, webSocketImpl: WebSocket, connectionParams: { authorization },
  retryAttempts: 100, retryWait: async () => {}, shouldRetry: () => true,
  on: { connected: socket => { broken = socket; } },
});
const once = payload => new Promise((resolve, reject) => {
  let result;
  client.subscribe(payload, { next: value => { result = value; }, error: reject, complete: () => resolve(result) });
});
assert.deepEqual((await once({ query: '{ __typename }' })).data, { __typename: 'Query' });

const total = 60;
const seen = [];
const done = new Promise((resolve, reject) => {
  client.subscribe(
    {
      query: 'subscription ($after: Int) { changes(after: $after) { revision } }',
      variables: { get after() { return seen.at(-1) ?? 0; } },
    },
    {
      next: ({ data }) => {
        seen.push(data.changes.revision);
        if (seen.length === total) resolve();
        else if (seen.length % 10 === 0) broken.terminate();
      },
      error: reject, complete: () => reject(new Error('completed')),
    });
});
for (let i = 0; i < total; i++) {
  const response = await fetch(url, {
    method: 'POST', headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($name: String!) { createActor(input: { name: $name }) { revision } }', variables: { name: `${i}` },
    }),
  });
  assert.equal(response.status, 200);
}
await done;
assert.deepEqual(seen, Array.from({ length: total }, (_, i) => i + 1));
await client.dispose();

const refused = createClient({
  url: address, webSocketImpl: WebSocket, connectionParams: { authorization: 'Bearer wrong' }, retryAttempts: 0,
});
await assert.rejects(new Promise((resolve, reject) => {
  refused.subscribe({ query: '{ __typename }' }, { next() {}, error: reject, complete: resolve });
}), { code: 4403 });
