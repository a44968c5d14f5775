using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Jobs;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Imports;

internal sealed class ImportJobType : ObjectGraphType<ImportJob>
{
    public ImportJobType()
    {
        Name = "ImportJob";
        Description = "One import of one file or folder.";
        this.Leaf("id", "String!", "The id of the import: `job_…`.", static j => j.Id);
        this.Leaf("state", "ImportState!", "How far the import is.", static j => j.State);
        this.Leaf("input", "String!", "The name of the file or folder.", static j => j.Input);
        this.Leaf("format", "String!", "The format of the input, such as `claimgraph`, `claimreview` or `table`.", static j => j.Format);
        this.Leaf("mapping", "String", "The mapping of a table.", static j => j.Mapping);
        this.Leaf("startedBy", "String!", "Who asked for the import.", static j => j.StartedBy);
        this.Leaf("createdAt", "DateTime!", "When it was asked for.", static j => j.CreatedAt);
        this.Leaf("startedAt", "DateTime", "When it began. Null while it waits.", static j => j.StartedAt);
        this.Leaf("savedAt", "DateTime!", "When this was written last.", static j => j.SavedAt);
        this.Leaf("endedAt", "DateTime", "When it ended. Null until then.", static j => j.EndedAt);
        this.Leaf("total", "Int", "The number of records in the input. Null while it is not known.", static j => j.Total);
        this.Leaf("processed", "Int!", "The number of records, rows or reviews that are through.", static j => j.Counts.Processed);
        this.Leaf("created", "Int!", "The number of records that were created.", static j => j.Counts.Created);
        this.Leaf("updated", "Int!", "The number of records that were updated.", static j => j.Counts.Updated);
        this.Leaf("unchanged", "Int!", "The number of records that were as they are already.", static j => j.Counts.Unchanged);
        this.Leaf(
            "duplicates",
            "Int!",
            "The number of records that an earlier one of the input has entered.",
            static j => j.Counts.Duplicates
        );
        this.Leaf("refused", "Int!", "The number of records that were left out.", static j => j.Counts.Refused);
        this.Leaf("revision", "Int", "The revision of the store when the import was done.", static j => j.Revision);
        this.Leaf("failure", "String", "Why the import failed.", static j => j.Failure);
        Problems("errors", "What was lost: the first 10,000 errors.", areErrors: true);
        Problems("warnings", "What is in doubt: the first 10,000 warnings.", areErrors: false);
    }

    private void Problems(string name, string description, bool areErrors) =>
        this.Resolve(
                name,
                "ImportProblemConnection!",
                description,
                (job, context) =>
                    context.Request.Loaders.Call(
                        (
                            Job: job,
                            AreErrors: areErrors,
                            After: context.Argument("after") as string,
                            First: PageArguments.Size(context, "first", 20)
                        ),
                        static async (store, a, cancellation) =>
                            await ProblemPage.ReadAsync(store, a.Job, a.AreErrors, a.After, a.First, cancellation)
                    ),
                Sdl.Argument("first", "Int", "The number of entries. At most 100, unless the server has another limit.", 20),
                Sdl.Argument("after", "String", "Only entries after this cursor.")
            )
            .Costs(Weight.List(PageArguments.Entries("first", 20)));
}

internal sealed class ImportJobConnectionType : ObjectGraphType<JobPage>
{
    public ImportJobConnectionType()
    {
        Name = "ImportJobConnection";
        Description = "A page of the imports.";
        this.Part("nodes", "[ImportJob!]!", "The imports of the page, newest first.", static p => p.Jobs);
        this.Part("pageInfo", "PageInfo!", "Whether more imports precede and follow the page.", static p => p);
        this.Leaf("totalCount", "Int!", "The number of all imports.", static p => p.TotalCount);
    }
}

internal sealed class ImportProblemType : ObjectGraphType<JobProblem>
{
    public ImportProblemType()
    {
        Name = "ImportProblem";
        Description = "Something that is wrong or in doubt in the input of an import.";
        this.Leaf("file", "String!", "The name of the file.", static p => p.File);
        this.Leaf(
            "path",
            "String!",
            "Where in the file: a JSON pointer or the number of a row. Empty for the file as a whole.",
            static p => p.Path
        );
        this.Leaf("code", "String!", "The code of the problem.", static p => p.Code);
        this.Leaf("message", "String!", "What is wrong, and what is allowed.", static p => p.Message);
    }
}

internal sealed class ImportProblemConnectionType : ObjectGraphType<ProblemPage>
{
    public ImportProblemConnectionType()
    {
        Name = "ImportProblemConnection";
        Description = "A page of the errors or the warnings of an import.";
        this.Part("nodes", "[ImportProblem!]!", "The entries of the page, in the order in which they were found.", static p => p.Problems);
        this.Part("pageInfo", "PageInfo!", "Whether more entries precede and follow the page.", static p => p);
        this.Leaf("totalCount", "Int!", "The number of all, also of those that are not kept.", static p => p.TotalCount);
    }
}

/// <summary>What cancelImport answers.</summary>
internal sealed record CancelImportPayload(ImportJob? Job, IReadOnlyList<Problem> UserErrors);

internal sealed class CancelImportPayloadType : ObjectGraphType<CancelImportPayload>
{
    public CancelImportPayloadType()
    {
        Name = "CancelImportPayload";
        Description = "The result of cancelImport.";
        this.Part("job", "ImportJob", "The import as it is now. Null if the input was refused.", static p => p.Job);
        this.AddUserErrors(static p => p.UserErrors);
    }
}
