// The official client of the Model Context Protocol: tools, their errors, and statements as Markdown.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url, authorization] = process.argv.slice(2);
const connect = async headers => {
  const client = new Client({ name: 'tests', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
};
const text = result => result.content.map(c => c.text).join('\n');
const ask = async (client, name, args) => {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, text(result));
  assert.deepEqual(JSON.parse(text(result)), result.structuredContent);
  return result.structuredContent;
};

const client = await connect({ authorization });
assert.equal(client.getServerVersion().name, 'ClaimGraph');
const { tools } = await client.listTools();
assert.deepEqual(tools.map(t => t.name).sort(), [
  'changesSince', 'claim', 'claimsOfActor', 'findClaims', 'findRecords', 'proposeEvidence', 'proposeStatement', 'restsOnSource',
  'similarClaims',
]);
const propose = tools.find(t => t.name === 'proposeEvidence');
assert.deepEqual(propose.inputSchema.required, ['target', 'stance', 'source', 'note']);
assert.deepEqual(propose.inputSchema.properties.stance.enum, ['SUPPORTS', 'REBUTS', 'CONTEXT']);
assert.equal(propose.annotations.readOnlyHint, false);

const found = await ask(client, 'findClaims', { query: 'United States did not sign' });
const { id } = found.search.nodes[0];
const { statement } = await ask(client, 'claim', { id });
assert.equal(statement.supporting.totalCount + statement.rebutting.totalCount > 0, true);
assert.ok((await ask(client, 'similarClaims', { text: statement.text })).similarStatements.some(s => s.statement.id === id));
const actor = (await ask(client, 'findRecords', { query: 'Altman', kinds: ['ACTOR'] })).search.nodes[0];
assert.equal((await ask(client, 'claimsOfActor', { id: actor.id })).actor.statements.totalCount, 3);
const { source } = await ask(client, 'restsOnSource', { id: 'key:src-digwatch' });
assert.ok(source.evidence.totalCount > 0);
const { head } = (await ask(client, 'changesSince', { revision: 0 })).ledger;

const proposed = await ask(client, 'proposeStatement', {
  statement: { text: 'Forty countries did not sign.', language: 'en' },
  source: { url: 'https://example.org/forty', title: 'Forty' },
  quote: { exact: 'forty did not sign' },
});
assert.equal(proposed.propose.proposal.state, 'OPEN');
const evidence = await ask(client, 'proposeEvidence', {
  target: id, stance: 'REBUTS', source: { url: 'https://example.org/forty' }, note: 'It lists forty.',
});
assert.ok(evidence.propose.effect.count > 0);
const { entries } = (await ask(client, 'changesSince', { revision: head.revision })).ledger;
assert.deepEqual(entries.map(e => e.changes.map(c => c.node.__typename)), [['Proposal'], ['Proposal']]);

const failed = async (name, args, pattern) => {
  const result = await client.callTool({ name, arguments: args });
  assert.equal(result.isError, true);
  assert.match(text(result), pattern);
};
await failed('claim', { id: 'nothing' }, /'nothing' is not a valid id/);
await failed('claim', {}, /\$id/);
const unusable = { target: id, stance: 'REBUTS', source: { url: 'here' }, note: 'n' };
await failed('proposeEvidence', unusable, /'here' is not a valid URL.*source\.url/);

const { resourceTemplates } = await client.listResourceTemplates();
assert.equal(resourceTemplates[0].uriTemplate, 'claimgraph://statements/{name}');
for (const name of [id, 'only-us-uk-did-not-sign']) {
  const { contents: [page] } = await client.readResource({ uri: `claimgraph://statements/${name}` });
  assert.equal(page.mimeType, 'text/markdown');
  assert.match(page.text, /^# Only the representatives/);
  assert.match(page.text, /## Against\n\n- About 40 of the countries .* \[4\]\n/);
  assert.match(page.text, /\n4\. USA and UK refuse .*<https:\/\/gnews\.cz\//);
}
await assert.rejects(client.readResource({ uri: 'claimgraph://statements/none' }), /no statement with the id or key 'none'/);
await client.close();

const stranger = await connect({});
await ask(stranger, 'claim', { id });
const refused = await stranger.callTool({
  name: 'proposeEvidence', arguments: { target: id, stance: 'REBUTS', source: { url: 'https://example.org/a' }, note: 'n' },
});
assert.match(text(refused), /needs a key/);
await assert.rejects(connect({ authorization: 'Bearer cg_wrong' }));
await stranger.close();
