using ClaimGraph.Settings;

namespace ClaimGraph.Server.Configuration;

/// <summary>Turns settings into options. Reports everything that is wrong at once.</summary>
internal static class SettingBinding
{
    /// <summary>The section of ASP.NET Core's logging, which reads it itself.</summary>
    private const string Logging = "Logging";

    /// <exception cref="InvalidOptionsException">A setting does not exist or has a value that is not allowed.</exception>
    public static ServerOptions BindOptions(this SettingSources sources)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        List<OptionProblem> problems = [];
        foreach (var (key, value) in sources.Given.AsEnumerable())
        {
            if (value is null || IsLogging(key))
                continue;
            settings.Add(key, value);
            if (ProblemOf(key, value, sources) is { } problem)
                problems.Add(problem);
        }
        if (problems.Count > 0)
            throw new InvalidOptionsException([.. problems.OrderBy(p => p.Option, StringComparer.Ordinal)]);

        var options = new ServerOptions();
        MakeListsWhole(settings, sources);
        var whole = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        whole.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        InvalidOptionsException.ThrowIfAny(new ServerOptionsValidator().Validate(null, options).Failures);
        return options;
    }

    /// <summary>A problem with an option, under the name by which the user set it.</summary>
    public static string Describe(this SettingSources sources, OptionProblem problem)
    {
        var steps = problem.Option.Split('.');
        var section = Array.Find(typeof(ServerOptions).GetProperties(), p => p.PropertyType.Name == steps[0])?.Name;
        return $"{sources.NameOf(string.Join(':', section is null ? steps[1..] : [section, .. steps[1..]]))}: {problem.Message}";
    }

    private static bool IsLogging(string key) => key.Split(':')[0].Equals(Logging, StringComparison.OrdinalIgnoreCase);

    private static OptionProblem? ProblemOf(string key, string value, SettingSources sources)
    {
        var problem = Setting.Find(key) is { } setting ? setting.ProblemOf(value) : $"there is no such setting. {Hint(key, sources)}";
        return problem is null ? null : new OptionProblem($"{nameof(ServerOptions)}.{key.Replace(':', '.')}", problem);
    }

    private static string Hint(string key, SettingSources sources) =>
        Nearness.Nearest(key, Setting.All.Select(s => s.Path).Append(Logging)) is { } nearest
            ? $"Did you mean {sources.NameLike(key, nearest)}?"
            : "'claimgraph config print' lists all settings.";

    /// <summary>Gives each list the entries of one source, numbered, which is the only form that the binder understands.</summary>
    private static void MakeListsWhole(Dictionary<string, string?> settings, SettingSources sources)
    {
        foreach (var list in settings.Keys.Select(key => Setting.Find(key)!).Where(s => s.IsList).Distinct().ToArray())
        {
            foreach (var key in settings.Keys.Where(list.IsNamedBy).ToArray())
                settings.Remove(key);
            foreach (var (i, entry) in sources.EntriesOf(list).Index())
                settings.Add($"{list.Path}:{i}", entry);
        }
    }
}
