// Asks a server with loaded data for a long time over many connections, and follows it with many subscribers.
//   node load.mjs URL [--pid SERVER] [--minutes 10] [--rate 0] [--connections 500] [--subscribers 1000]
// A rate of 0 asks as fast as answers come: what it reports is the capacity. Each line tells of one minute: requests a second, errors,
// p50 and p99 of each operation in milliseconds, events that arrived of those that must, and what the server holds in memory.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

const { positionals: [url], values: o } = parseArgs({ allowPositionals: true, options: {
  pid: { type: 'string' }, minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '0' },
  connections: { type: 'string', default: '500' }, subscribers: { type: 'string', default: '1000' },
} });
const [minutes, rate, connections, subscribers] = [o.minutes, o.rate, o.connections, o.subscribers].map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections, scheduling: 'fifo' });
const query = (name) => fs.readFileSync(path.join(import.meta.dirname, 'Queries', `${name}.graphql`), 'utf8');
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const DAY = 86_400_000;

function post(body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => text += part).on('error', reject)
        .on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('error', reject).end(JSON.stringify(body));
  });
}

async function ask(body) {
  const { status, text } = await post(body);
  const { data, errors } = JSON.parse(text);
  if (status !== 200 || errors) throw new Error(`${status} ${text.slice(0, 200)}`);
  return data;
}

const statements = [], cursors = [], words = [];
for (let after = null, page = 0; page < 200; page++) {
  const { statements: { edges, pageInfo } } = await ask({
    query: `query ($after: String) {
      statements(first: 100, after: $after) { edges { cursor node { id text } } pageInfo { endCursor } }
    }`,
    variables: { after },
  });
  after = pageInfo.endCursor;
  for (const { cursor, node } of edges) { statements.push(node.id); cursors.push(cursor); words.push(pick(node.text.split(' '))); }
}
const { actors: { nodes: [publisher] } } = await ask({ query: '{ actors(first: 1) { nodes { id } } }' });

let entered = 0, expected = 0, arrived = 0, counting = true;
const followed = new Set(statements.slice(0, subscribers)), run = Date.now();
const operations = [
  ['Q1', 25, () => ({ after: pick(cursors) })],
  ['Q2', 30, () => ({ id: pick(statements) })],
  ['Q3', 20, () => ({ q: `${pick(words)} ${pick(words)}` })],
  ['Q4', 15, () => ({ since: new Date(Date.now() - Math.random() * 3650 * DAY).toISOString() })],
  ['M1', 10, () => ({ input: {
    targetId: pick(statements), stance: pick(['SUPPORTS', 'REBUTS']), anchor: { exact: `Words of ${++entered}` },
    source: { title: `Source ${entered}`, url: `https://load.example/${run}/${entered}`, publisherId: publisher.id, language: 'en' },
  } })],
].map(([name, weight, variables]) => ({ name, weight, variables, query: query(name), times: [], failed: 0, said: '' }));
const all = operations.flatMap((operation) => Array(operation.weight).fill(operation));

async function one() {
  const operation = pick(all), variables = operation.variables(), start = performance.now();
  try {
    const data = await ask({ operationName: operation.name, query: operation.query, variables });
    operation.times.push(performance.now() - start);
    if (data.addEvidence && data.addEvidence.userErrors.length) throw new Error(data.addEvidence.userErrors[0].message);
    if (data.addEvidence && counting && followed.has(variables.input.targetId)) expected++;
  } catch (error) {
    operation.failed++;
    operation.said ||= error.message;
  }
}

function subscribe(id) {
  const address = new URL(url);
  address.searchParams.set('query', 'subscription ($id: ID!) { statementChanged(id: $id) { revision } }');
  address.searchParams.set('variables', JSON.stringify({ id }));
  return new Promise((resolve, reject) => {
    http.get(address, { agent: false, headers: { accept: 'text/event-stream' } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`subscription: ${response.statusCode}`));
      response.setEncoding('utf8').on('data', (part) => arrived += part.split('event: next').length - 1);
      response.on('close', () => { if (counting) console.log('a subscription ended'); });
      resolve(response);
    }).on('error', reject);
  });
}

function report(name, seconds) {
  const done = operations.reduce((sum, { times }) => sum + times.length, 0);
  const cells = operations.map(({ name, times }) => {
    times.sort((a, b) => a - b);
    const at = (part) => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
    return `${name} ${at(0.5)} ${at(0.99)}`;
  });
  const memory = o.pid ? /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${o.pid}/status`, 'utf8'))[1] / 1024 : 0;
  const failed = operations.filter((x) => x.failed).map((x) => `${x.failed} ${x.name}: ${x.said}`);
  console.log(`${name}: ${(done / seconds).toFixed(0)}/s, errors ${failed.join('; ') || 'none'}, ${cells.join(', ')}, `
    + `events ${arrived} of at least ${expected}, ${memory.toFixed(0)} MiB`);
  for (const operation of operations) operation.times = [];
}

const streams = [];
for (const id of followed) streams.push(await subscribe(id));
let stopped = false;
const loop = async () => { while (!stopped) await one(); };
async function paced() {
  const begin = performance.now();
  for (let sent = 0; !stopped; await sleep(5))
    for (const due = (performance.now() - begin) / 1000 * rate; sent < due; sent++) one();
}
const running = rate > 0 ? [paced()] : Array.from({ length: connections }, loop);
for (let minute = 1; minute <= minutes; minute++) {
  const start = performance.now();
  await sleep(60_000);
  report(`minute ${minute}`, (performance.now() - start) / 1000);
}
stopped = true;
await Promise.all(running);
await sleep(2_000);
report('at the end', 1);
counting = false;
for (const stream of streams) stream.destroy();
agent.destroy();
