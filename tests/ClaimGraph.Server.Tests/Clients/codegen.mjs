/** @type {import('@graphql-codegen/cli').CodegenConfig} */
export default {
  schema: '../../../schema/claimgraph.graphql',
  documents: 'documents/*.graphql',
  generates: {
    'generated/documents.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { strictScalars: true, useTypeImports: true, scalars: { DateTime: 'string', PartialDate: 'string' } },
    },
  },
};
