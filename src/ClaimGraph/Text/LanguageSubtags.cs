using System.Collections.Frozen;

namespace ClaimGraph;

/// <summary>
/// Facts of the IANA Language Subtag Registry (RFC 5646 section 3) that decide which tags mean one language. They are kept here and not
/// asked of the system's ICU, so that a language is the same on every machine and in every copy of a ledger.
/// </summary>
internal static class LanguageSubtags
{
    /// <summary>Codes of ISO 639-2 (both the terminological and the bibliographic ones) with the shorter code that BCP 47 wants.</summary>
    private static readonly FrozenDictionary<string, string> Shorter = Words(
            """
            aaraa abkab afraf akaak albsq amham araar argan armhy asmas avaav aveae aymay azeaz bakba bambm baqeu belbe benbn
            bisbi bodbo bosbs brebr bulbg burmy catca cescs chach chece chizh chucu chvcv corkw cosco crecr cymcy czecs danda
            deude divdv dutnl dzodz ellel engen epoeo estet euseu eweee faofo fasfa fijfj finfi frafr frefr fryfy fulff geoka
            gerde glagd glega glggl glvgv greel grngn gujgu hatht hauha hebhe herhz hinhi hmoho hrvhr hunhu hyehy iboig iceis
            idoio iiiii ikuiu ileie inaia indid ipkik islis itait javjv jawjv jpnja kalkl kankn kasks katka kaukr kazkk khmkm
            kikki kinrw kirky komkv konkg korko kuakj kurku laolo latla lavlv limli linln litlt ltzlb lublu luglg macmk mahmh
            malml maomi marmr mayms mkdmk mlgmg mltmt molro monmn mrimi msams myamy nauna navnv nblnr ndend ndong nepne nldnl
            nnonn nobnb norno nyany ocioc ojioj orior ormom ossos panpa perfa plipi polpl porpt pusps quequ rohrm ronro rumro
            runrn rusru sagsg sansa sccsr scrhr sinsi slksk slosk slvsl smese smosm snasn sndsd somso sotst spaes sqisq srdsc
            srpsr sswss sunsu swasw swesv tahty tamta tattt telte tgktg tgltl thath tibbo tirti tonto tsntn tsots tuktk turtr
            twitw uigug ukruk urdur uzbuz venve vievi volvo welcy wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zulzu
            """
        )
        .ToFrozenDictionary(static pair => pair[..3], static pair => pair[3..]);

    /// <summary>Subtags and whole tags that the registry has replaced.</summary>
    private static readonly FrozenDictionary<string, string> Replaced = new Dictionary<string, string>
    {
        ["in"] = "id",
        ["iw"] = "he",
        ["ji"] = "yi",
        ["jw"] = "jv",
        ["mo"] = "ro",
        ["art-lojban"] = "jbo",
        ["no-bok"] = "nb",
        ["no-nyn"] = "nn",
        ["zh-guoyu"] = "cmn",
        ["zh-hakka"] = "hak",
        ["zh-min-nan"] = "nan",
        ["zh-xiang"] = "hsn",
    }.ToFrozenDictionary();

    /// <summary>Regions that the registry has replaced, and UK, which people write for GB.</summary>
    private static readonly FrozenDictionary<string, string> ReplacedRegions = new Dictionary<string, string>
    {
        ["bu"] = "mm",
        ["dd"] = "de",
        ["fx"] = "fr",
        ["tp"] = "tl",
        ["uk"] = "gb",
        ["yd"] = "ye",
        ["zr"] = "cd",
    }.ToFrozenDictionary();

    private static readonly string[] Extended = ["ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh", "no"];

    private static readonly FrozenSet<string> TwoLetters = Shorter
        .Values.Concat(Replaced.Keys.Where(k => k.Length == 2))
        .Append("bh")
        .ToFrozenSet();

    /// <summary>Whether a language subtag in lower case can be one: two letters are in the registry, three letters are taken as they are,
    /// and longer ones are not in use, so that the names of languages are refused.</summary>
    public static bool IsLanguage(string subtag) => subtag.Length == 3 || TwoLetters.Contains(subtag);

    /// <summary>Whether the registry has extended languages of a language (<c>zh-yue</c>), so that <c>en-USA</c> is refused.</summary>
    public static bool HasExtended(string subtag) => Extended.Contains(subtag);

    /// <summary>The subtag by which a language or a whole tag goes now, all in lower case.</summary>
    public static string Preferred(string tag) => Replaced.GetValueOrDefault(tag) ?? Shorter.GetValueOrDefault(tag, tag);

    /// <summary>The region that has taken the place of one, in lower case.</summary>
    public static string PreferredRegion(string region) => ReplacedRegions.GetValueOrDefault(region, region);

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
