// What the generated types promise; the TypeScript compiler checks it.
import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import { AddActorDocument, AnythingDocument, ContestedDocument, StatementChangedDocument } from './generated/documents.ts';

declare function run<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Data;

const page = run(ContestedDocument, { filter: { contested: true, topics: { has: 'governance' } } });
const strengths: number[] | undefined = page.statements?.edges.map(edge => edge.node.strength.value);
const verdict: string | null | undefined = page.statements?.edges[0]?.node.verdict;

const node = run(AnythingDocument, { id: 'AAAAAAAAAAA' }).node;
const started: string | null | undefined = node?.__typename === 'Event' ? node.startsOn : undefined;

const added = run(AddActorDocument, { input: { name: 'France' } }).createActor;
const revision: number | null | undefined = added?.revision;

const happened = run(StatementChangedDocument, { id: 'AAAAAAAAAAA', after: revision });
const next: number = happened.statementChanged.revision;

// @ts-expect-error A name is needed.
run(AddActorDocument, { input: {} });
// @ts-expect-error There is no such field.
page.statements?.nothing;

export { strengths, verdict, started, next };
