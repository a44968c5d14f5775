// Relay's rules for a server: Node, connections and their edges, refetching by id, updating the store by a mutation and a subscription.
import { graphql } from 'relay-runtime';

export const page = graphql`
  query StatementsPageQuery($count: Int!, $cursor: String) {
    ...Statements_list @arguments(count: $count, cursor: $cursor)
  }
`;

export const list = graphql`
  fragment Statements_list on Query
    @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
    @refetchable(queryName: "StatementsListQuery") {
    statements(first: $count, after: $cursor, orderBy: { field: CREATED_AT, direction: DESC }) @connection(key: "Statements_statements") {
      edges { node { ...Statements_statement } }
    }
  }
`;

export const statement = graphql`
  fragment Statements_statement on Statement
    @argumentDefinitions(count: { type: "Int", defaultValue: 5 }, cursor: { type: "String" })
    @refetchable(queryName: "StatementsStatementQuery") {
    text
    evidence(first: $count, after: $cursor) @connection(key: "Statements_evidence") {
      edges { node { id stance basis { __typename ... on Source { title } ... on Statement { text } } } }
    }
  }
`;

export const add = graphql`
  mutation StatementsAddMutation($input: AddEvidenceInput!, $connections: [ID!]!) {
    addEvidence(input: $input) {
      evidence @appendNode(connections: $connections, edgeTypeName: "EvidenceEdge") { id stance }
      userErrors { code message }
    }
  }
`;

export const follow = graphql`
  subscription StatementsChangedSubscription($id: ID!, $after: Int) {
    statementChanged(id: $id, after: $after) { revision statement { ...Statements_statement } }
  }
`;
