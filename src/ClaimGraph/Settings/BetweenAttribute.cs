using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ClaimGraph.Settings;

/// <summary>The smallest and the largest value of an option that is a number or a time.</summary>
/// <remarks>.NET's RangeAttribute reads times through type converters, which takes tens of milliseconds of every start.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute : ValidationAttribute
{
    private readonly TimeSpan _leastTime;
    private readonly TimeSpan _mostTime;

    public BetweenAttribute(int least, int most) => (Least, Most) = (least, most);

    public BetweenAttribute(double least, double most) => (Least, Most) = (least, most);

    /// <summary>Times as <see cref="TimeSpan"/> writes them: <c>00:00:05</c>.</summary>
    public BetweenAttribute(string least, string most)
    {
        (Least, Most) = (least, most);
        (_leastTime, _mostTime) = (TimeSpan.Parse(least, CultureInfo.InvariantCulture), TimeSpan.Parse(most, CultureInfo.InvariantCulture));
    }

    public object Least { get; }

    public object Most { get; }

    /// <summary>Whether 0 is allowed as well; it then means "none".</summary>
    public bool OrZero { get; set; }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (IsBetween(value) || OrZero && value is 0)
            return null;
        var range = Most is int.MaxValue ? $"{Text(Least)} or more" : $"{Text(Least)} to {Text(Most)}";
        return new($"{Text(value)} is out of range; use {(OrZero ? "0, or " : "")}{range}.", [validationContext.DisplayName]);
    }

    private bool IsBetween(object? value) =>
        value switch
        {
            int number => Least is int least && Most is int most && number >= least && number <= most,
            double number => Least is double least && Most is double most && number >= least && number <= most,
            TimeSpan time => time >= _leastTime && time <= _mostTime,
            _ => false,
        };

    private static string Text(object? value) =>
        value switch
        {
            int number => number.ToString("N0", CultureInfo.InvariantCulture),
            double number => number.ToString(CultureInfo.InvariantCulture),
            TimeSpan time => time.ToString(time.Milliseconds == 0 ? "c" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture),
            _ => $"{value}",
        };
}
