// What an IClaimStore is asked and answers.
global using ClaimGraph.Search;
global using ClaimGraph.Stores;
