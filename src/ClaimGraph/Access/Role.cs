using System.ComponentModel;

namespace ClaimGraph.Access;

[Description("What somebody is allowed to do. Each role includes the ones before it.")]
public enum Role
{
    [Description("Can read and, with a key or an account, propose changes.")]
    Reader = 1,

    [Description("Can also create and update every record except reviews.")]
    Contributor = 2,

    [Description("Can also create and update reviews, retract and restore records, and mark sources as corrected.")]
    Reviewer = 3,

    [Description("Can also create, list and revoke keys.")]
    Admin = 4,
}
