// Apollo Client: query, mutation with a key, subscription over graphql-ws, automatic persisted queries.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, authorization, principal] = process.argv.slice(2);
const requests = [];
const http = new HttpLink({
  uri: url,
  headers: { authorization },
  fetch: (uri, options) => {
    requests.push(options.method === 'GET' ? 'GET hash' : JSON.parse(options.body).query ? 'POST query' : 'POST hash');
    return fetch(uri, options);
  },
});
const persisted = new PersistedQueryLink({ sha256: text => createHash('sha256').update(text).digest('hex'), useGETForHashedQueries: true });
const socket = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { authorization } });
const client = new ApolloClient({
  cache: new InMemoryCache({ possibleTypes: { Node: ['Actor', 'Source', 'Event', 'Statement', 'Appearance', 'Evidence', 'Review'] } }),
  link: ApolloLink.split(o => o.operationType === OperationTypeNode.SUBSCRIPTION, new GraphQLWsLink(socket), persisted.concat(http)),
  defaultOptions: { query: { fetchPolicy: 'no-cache' } },
});

const HEAD = gql`query Head { ledger { head { revision } } }`;
const first = await client.query({ query: HEAD });
assert.equal(first.data.ledger.head.revision, 0);
assert.deepEqual(requests, ['GET hash', 'POST query']);
await client.query({ query: HEAD });
assert.deepEqual(requests.slice(2), ['GET hash']);

const told = new Promise((resolve, reject) => {
  const subscription = client.subscribe({
    query: gql`subscription Changes($after: Int) {
      changes(after: $after, filter: { kinds: [ACTOR] }) { revision principal changes { node { __typename id ... on Actor { name } } } }
    }`,
    variables: { after: 0 },
  }).subscribe({ next: result => { subscription.unsubscribe(); resolve(result.data.changes); }, error: reject });
});

const added = await client.mutate({
  mutation: gql`mutation Add($input: CreateActorInput!) { createActor(input: $input) { revision actor { id name } userErrors { code } } }`,
  variables: { input: { name: 'France' } },
});
assert.deepEqual(added.data.createActor.userErrors, []);
const happened = await told;
assert.equal(happened.revision, added.data.createActor.revision);
assert.equal(happened.principal, principal);
assert.equal(happened.changes[0].node.name, 'France');

await assert.rejects(client.query({ query: gql`query Wrong { node(id: "x") { id } }` }), /not a valid id/);
await socket.dispose();
