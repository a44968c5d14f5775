using System.Globalization;
using System.Text;

namespace ClaimGraph;

/// <summary>Numbers in wordings.</summary>
internal static class Numbers
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";
    private const string Plain = "0123456789+-=()ni";

    private enum Part
    {
        Text,
        Raised,
        Lowered,
        Sign,
    }

    /// <summary>
    /// Writes numbers that the compatibility form of Unicode would join to the digits beside them so that they stay apart: <c>10²</c> as
    /// <c>10^2</c>, <c>1½</c> as <c>1 1/2</c>, <c>2020①</c> as <c>2020 1</c>. Digits of all scripts become ASCII digits; <c>CO₂</c> is
    /// <c>CO2</c>.
    /// </summary>
    public static string Apart(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length + 8);
        var before = Part.Text;
        foreach (var rune in text.EnumerateRunes())
        {
            var (part, written) = Read(rune);
            var startsNumber = result.Length > 0 && char.IsAsciiDigit(result[^1]) && written.Length > 0 && char.IsAsciiDigit(written[0]);
            if (part == Part.Raised && before != Part.Raised)
                result.Append('^');
            else if (part == Part.Lowered && before != Part.Lowered && startsNumber)
                result.Append('_');
            else if ((part != before || part == Part.Sign) && startsNumber)
                result.Append(' ');
            result.Append(written);
            before = part;
        }
        return result.ToString();
    }

    private static (Part Part, string Written) Read(Rune rune)
    {
        if (rune.IsAscii)
            return (Part.Text, rune.ToString());
        if (rune.Value == '´') // would become a space and an accent
            return (Part.Text, "'");
        if (rune.IsBmp && Raised.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var raised)
            return (Part.Raised, Plain[raised].ToString());
        if (rune.IsBmp && Lowered.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var lowered)
            return (Part.Lowered, Plain[lowered].ToString());
        var category = Rune.GetUnicodeCategory(rune);
        if (category == UnicodeCategory.DecimalDigitNumber)
            return (Part.Text, ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture));
        if (category is UnicodeCategory.OtherNumber or UnicodeCategory.OtherSymbol)
            return ReadSign(rune.ToString());
        return (Part.Text, rune.Value == 0x0640 ? "" : rune.ToString()); // the tatweel only stretches an Arabic word
    }

    /// <summary>A fraction, a number in a circle, a unit: what it is compatible with.</summary>
    private static (Part Part, string Written) ReadSign(string sign)
    {
        var written = sign.Normalize(NormalizationForm.FormKC).Replace('⁄', '/');
        if (written != sign && char.IsLetter(written[0]) && written[^1] is '2' or '3') // ㎡, ㎥
            return (Part.Text, $"{written[..^1]}^{written[^1]}");
        return char.IsAsciiDigit(written[0]) ? (Part.Sign, written) : (Part.Text, sign);
    }
}
