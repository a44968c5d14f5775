// What an IClaimStore is asked and answers.
global using ClaimGraph.Search;
global using ClaimGraph.Stores;
// What the random decisions of tests are made with.
global using CsCheck;
