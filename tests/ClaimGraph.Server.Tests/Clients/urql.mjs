// urql: query, mutation with a key, subscription over server-sent events with graphql-sse.
import assert from 'node:assert/strict';
import { Client, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-sse';

const [url, authorization, writer] = process.argv.slice(2);
const events = createClient({ url, headers: { authorization }, retryAttempts: 0 });
const client = new Client({
  url,
  preferGetMethod: false,
  fetchOptions: { headers: { authorization } },
  exchanges: [fetchExchange, subscriptionExchange({
    forwardSubscription: ({ query, variables }) => ({ subscribe: sink => ({ unsubscribe: events.subscribe({ query, variables }, sink) }) }),
  })],
});

const read = await client.query(gql`query { ledger { head { revision } } }`, {}).toPromise();
assert.equal(read.error, undefined);
assert.equal(read.data.ledger.head.revision, 0);

const told = new Promise((resolve, reject) => {
  client.subscription(gql`subscription ($after: Int) { changes(after: $after) { revision principal changes { action } } }`, { after: 0 })
    .subscribe(({ data, error }) => error ? reject(error) : resolve(data.changes));
});
const added = await client
  .mutation(gql`mutation ($name: String!) { createActor(input: { name: $name }) { revision } }`, { name: 'France' })
  .toPromise();
assert.equal(added.error, undefined);
const { revision, principal, changes } = await told;
assert.deepEqual([revision, principal, changes[0].action], [added.data.createActor.revision, writer, 'CREATE']);

const wrong = await client.query(gql`query { nothing }`, {}).toPromise();
assert.equal(wrong.error.graphQLErrors[0].extensions.code, 'VALIDATION_FAILED');
await assert.rejects(new Promise((resolve, reject) => {
  const next = ({ errors }) => reject(new Error(errors[0].message));
  events.subscribe({ query: 'subscription { nothing }' }, { next, error: reject, complete: resolve });
}), /nothing/);
events.dispose();
process.exit(0);      // urql keeps its subscription open
