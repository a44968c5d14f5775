// Inside of graph types "Fields" is the type's own property.
global using Catalogue = ClaimGraph.Fields;
