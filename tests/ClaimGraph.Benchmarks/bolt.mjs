// The peer of `P bolt`: neo4j-driver for Node, started by it in the folder that has the driver. Each line of standard input is a number
// of seconds to ask for; it answers with the number of nodes that it got, the seconds and the CPU seconds that it took.
import { createRequire } from 'node:module';
import readline from 'node:readline';

const neo4j = createRequire(process.cwd() + '/')('neo4j-driver');
const { NEO4J_BOLT_URL, NEO4J_USER, NEO4J_PASSWORD, QUERY, IDS, CALLERS } = process.env;
const driver = neo4j.driver(NEO4J_BOLT_URL, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD), {
  useBigInt: true,
  disableLosslessIntegers: false,
});

async function rows(query, parameters) {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  try { return (await session.run(query, parameters)).records; } finally { await session.close(); }
}

const ids = (await rows(IDS, {})).map((r) => r.get(0));
let next = 0;

async function ask(until) {
  let count = 0;
  while (performance.now() < until) {
    const [row] = await rows(QUERY, { id: ids[next++ % ids.length] });
    if (row.get(0).properties.id !== row.get(1)) throw new Error('another node');
    count++;
  }
  return count;
}

console.log(ids.length);
for await (const seconds of readline.createInterface({ input: process.stdin })) {
  const start = performance.now(), cpu = process.cpuUsage();
  const counts = await Promise.all(Array.from({ length: +CALLERS }, () => ask(start + 1000 * seconds)));
  const { user, system } = process.cpuUsage(cpu);
  console.log(counts.reduce((a, b) => a + b), (performance.now() - start) / 1000, (user + system) / 1e6);
}
await driver.close();
