// graphql-js, the reference implementation, beside the server: for each document both must come to the same verdict and, where no store is
// asked, to the same data. node reference.mjs URL AUTHORIZATION FILE; the file has [{ seed, query, variables, data }], where variables are
// JSON text and data tells whether data are compared. Prints the differences and how many documents were compared; ends with 1 if any
// differ.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  buildClientSchema, execute, getIntrospectionQuery, getNamedType, getNullableType, getOperationAST, getVariableValues, GraphQLError,
  isAbstractType, isEnumType, isListType, isObjectType, OperationTypeNode, parse, specifiedRules, validate,
} from 'graphql';

const OPERATION = 'Q';
const MOST_TYPES = 8;   // of an interface or union, each tried once
const MOST_SHOWN = 400; // characters of a difference

// A limit of graphql-js, not a rule of GraphQL; the server has its own.
const RULES = specifiedRules.filter(rule => rule.name !== 'MaxIntrospectionDepthRule');

const [url, authorization, file] = process.argv.slice(2);

async function ask(body) {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json', authorization };
  return (await fetch(url, { method: 'POST', headers, body })).json();
}

const introspection = (await ask(JSON.stringify({
  query: getIntrospectionQuery({
    specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true,
  }),
}))).data;
const schema = buildClientSchema(introspection);
inOrderOfServer();
inWordsOfServer();
// graphql-js describes its own types of introspection, which are ahead of the specification; in lists of all types they are left out.
const ofIntrospection = introspection.__schema.types.map(t => t.name.startsWith('__'));

// The scalars of the API, which graphql-js cannot know.
define('PartialDate', text => isDay(text.padEnd(10, '-01')) && /^\d{4}(-\d\d(-\d\d)?)?$/.test(text));
define('DateTime', text => {
  const [, day, offset] = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i.exec(text) ?? [];
  const year = new Date(text).getUTCFullYear();   // NaN when there is no such time
  return isDay(day) && year >= 1 && year <= 9999 && offset !== undefined;
});

const VERDICTS = {
  SYNTAX_ERROR: 'not GraphQL', VALIDATION_FAILED: 'invalid', INVALID_VARIABLE: 'wrong variables', OPERATION_NOT_FOUND: 'no operation',
};

// What says nothing about GraphQL: limits, and JSON that is none.
const NOT_COMPARED = ['DOCUMENT_TOO_DEEP', 'DOCUMENT_TOO_LARGE', 'COST_TOO_HIGH', 'MALFORMED_JSON', 'RESPONSE_TOO_LARGE'];

// What the API refuses beyond GraphQL while it reads arguments.
const OWN_RULES = [/cannot be null; use exists/, /is not a valid id/, /contains a NUL or half of a surrogate pair/];

// Fields of __Directive that GraphQL had until 2016, which old clients ask for; and a number that graphql-js takes for infinite.
const NOT_FOR_BOTH = /\bon(Operation|Fragment|Field)\b|1e400/;

let [compared, different] = [0, 0];
const counts = {};
for (const { seed, query, variables, data } of JSON.parse(readFileSync(file, 'utf8'))) {
  const answer = await ask(`{"query":${JSON.stringify(query)},"operationName":"${OPERATION}","variables":${variables}}`);
  const error = answer.data === undefined ? answer.errors[0] : undefined;
  if (NOT_COMPARED.includes(error?.extensions.code) || OWN_RULES.some(rule => rule.test(error?.message)) || NOT_FOR_BOTH.test(query))
    continue;
  compared++;
  const served = error ? VERDICTS[error.extensions.code] ?? 'valid' : 'valid'; // other codes say what the API makes of a valid request
  const [expected, reason, expectedData] = verdict(query, JSON.parse(variables), data);
  counts[expected] = (counts[expected] ?? 0) + 1;
  if (served !== expected)
    report(seed, query, variables, `${served} (${error?.message}) and not ${expected} (${reason})`);
  else if (data && expected === 'valid' && error)
    report(seed, query, variables, error.message);
  else if (data && expected === 'valid')
    compare(seed, query, variables, readable(answer.data), readable(expectedData));
}
console.log(`${compared} compared, ${different} different: ${JSON.stringify(counts)}`);
process.exitCode = different > 0 || compared === 0 ? 1 : 0;

function compare(seed, query, variables, served, expected, path = 'data') {
  if (isDeepStrictEqual(served, expected))
    return;
  const names = served && expected && typeof served === 'object' ? Object.keys({ ...served, ...expected }) : [];
  const name = names.find(n => !isDeepStrictEqual(served[n], expected[n]));
  if (name === undefined)
    report(seed, query, variables, `${path} is ${JSON.stringify(served)} and not ${JSON.stringify(expected)}`);
  else
    compare(seed, query, variables, served[name], expected[name], `${path}.${name}`);
}

function report(seed, query, variables, what) {
  different++;
  console.log(`seed ${seed}: ${short(what)}\n  to ${short(query)}\n  with ${short(variables)}\n`);
}

function short(text) { return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text; }

function verdict(query, variables, withData) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return ['not GraphQL', error.message];
  }
  let errors;
  try {
    errors = validate(schema, document, RULES, { maxErrors: 1 });
  } catch (error) {   // of conditions at the root of a subscription, which the specification forbids
    errors = [error];
  }
  if (errors.length > 0)
    return ['invalid', errors[0].message];
  const operation = getOperationAST(document, OPERATION);
  if (!operation)
    return ['no operation', ''];
  const read = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (read.errors)
    return ['wrong variables', read.errors[0].message];
  const run = resolvers => {
    try {
      return execute({ schema, document, operationName: OPERATION, variableValues: variables, ...resolvers });
    } catch (error) {   // directives of root fields
      return { errors: [error] };
    }
  };
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    return ['valid', ''];
  if (withData) {
    const result = run({ fieldResolver: echo, typeResolver: value => value.type });
    return result.errors ? ['wrong variables', result.errors[0].message] : ['valid', '', result.data];
  }
  for (let nth = 0; nth < MOST_TYPES; nth++) {
    const result = run({
      fieldResolver: (_source, _args, _context, info) => mock(info.returnType),
      typeResolver: (_value, _context, _info, type) => nthTypeOf(type, nth),
    });
    if (result.errors)
      return ['wrong variables', result.errors[0].message];
  }
  return ['valid', ''];
}

// The meaning of the echo schema's fields.
function echo(_source, args, _context, info) {
  const given = name => args[name] ?? null;
  switch (info.fieldName) {
    case 'echo': case 'need': return JSON.stringify(Object.fromEntries(argumentsOf(info).map(name => [name, given(name)])));
    case 'name': return info.parentType.name;
    case 'self': case 'thing': return { type: 'Thing' };
    case 'things': return Array.from({ length: Math.min(Math.max(given('n') ?? 2, 0), 3) }, () => ({ type: 'Thing' }));
    case 'any': return { RED: { type: 'Thing' }, GREEN: { type: 'Other' } }[given('colour')] ?? null;
    case 'either': return { type: given('other') ? 'Other' : 'Thing' };
    default: throw new GraphQLError(`${info.fieldName} has no meaning.`);
  }
}

function argumentsOf(info) { return info.parentType.getFields()[info.fieldName].args.map(a => a.name); }

// Texts of JSON as what they mean: numbers can be written in several ways.
function readable(value) {
  if (typeof value === 'string' && value.startsWith('{'))
    return readable(JSON.parse(value));
  if (Array.isArray(value))
    return value.filter((_, i) => value.length !== ofIntrospection.length || !ofIntrospection[i]).map(readable);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readable(inner)]));
  return Object.is(value, -0) ? 0 : value;
}

// Any value of a type, so that everything below is visited, too.
function mock(type) {
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return [mock(nullable.ofType)];
  if (isEnumType(nullable))
    return nullable.getValues()[0].value;
  if (isObjectType(nullable) || isAbstractType(nullable))
    return {};
  return ['Int', 'Float'].includes(getNamedType(type).name) ? 1 : nullable.name === 'Boolean' ? true : '2025';
}

function nthTypeOf(type, nth) {
  const types = schema.getPossibleTypes(type);
  return types[nth % types.length].name;
}

function define(name, isValid) {
  const type = schema.getType(name);
  if (!type)
    return;
  type.parseValue = value => {
    if (typeof value !== 'string' || !isValid(value))
      throw new GraphQLError(`${name} cannot be ${value}`);
    return value;
  };
  type.parseLiteral = node => type.parseValue(node.kind === 'StringValue' ? node.value : undefined);
}

function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text >= '0001';
}

// graphql-js orders types in its own way.
function inOrderOfServer() {
  const types = schema.getTypeMap();
  const ordered = introspection.__schema.types.map(t => [t.name, types[t.name]]);
  for (const name of Object.keys(types))
    delete types[name];
  Object.assign(types, Object.fromEntries(ordered));
}

// The types of introspection and the standard scalars have no prescribed descriptions.
function inWordsOfServer() {
  for (const served of introspection.__schema.types) {
    const type = schema.getType(served.name);
    type.description = served.description;
    for (const field of served.fields ?? []) {
      const own = type.getFields()[field.name];
      if (!own)
        continue;
      own.description = field.description;
      for (const argument of field.args)
        own.args.find(a => a.name === argument.name).description = argument.description;
    }
    for (const value of served.enumValues ?? [])
      type.getValue(value.name).description = value.description;
  }
}
