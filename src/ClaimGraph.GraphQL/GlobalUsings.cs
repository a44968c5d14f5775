// Inside of graph types "Fields" is the type's own property.
global using Catalogue = ClaimGraph.Fields;
// What an IClaimStore is asked and answers.
global using ClaimGraph.Search;
global using ClaimGraph.Stores;
