namespace ClaimGraph.Tests.Text;

public sealed class WordingTests
{
    [Theory]
    [InlineData("The US did not sign.", "the us did not sign")]
    [InlineData("The US did not sign", "The  US\n\tdid not sign ")]
    [InlineData("The US did not sign", " The US did not sign!...")]
    [InlineData("The US did not sign", "The US did not sign…")]
    [InlineData("L'Italia ha firmato", "L’Italia ha firmato")]
    [InlineData("\"firmato\"", "«firmato»")]
    [InlineData("\"firmato\"", "“firmato”")]
    [InlineData("2024-2025", "2024–2025")]
    [InlineData("2024-2025", "2024—2025")]
    [InlineData("perché", "perche\u0301")]
    [InlineData("PERCHÉ", "perché")]
    [InlineData("fine", "ﬁne")]
    [InlineData("Abc 1", "Ａｂｃ　１")]
    [InlineData("a b", "a\u00A0b")]
    [InlineData("did not sign", "\uFEFFdid\u200B not\u00AD sign\u200E")]
    [InlineData("did not sign", "\u2067did not \u202Bsign\u202C\u2069")]
    [InlineData("مي خواهم", "مي‌ خواهم")]
    [InlineData("I ❤ it", "I ❤\uFE0F it")]
    [InlineData("中国没有签署", "中国没有签署。")]
    [InlineData("中国没有签署", "中国没有签署｡")]
    [InlineData("सरकार ने रोका", "सरकार ने रोका।")]
    [InlineData("انہوں نے دستخط نہیں کیے", "انہوں نے دستخط نہیں کیے۔")]
    [InlineData("አልፈረሙም", "አልፈረሙም።")]
    [InlineData("he said \"claim\"", "he said \"claim.\"")]
    [InlineData("he said \"claim\"", "he said “claim.”.")]
    [InlineData("oui", "« oui »")]
    [InlineData("oui", "\"oui\"")]
    [InlineData("oui", "„Oui.“")]
    [InlineData("签署", "「签署」")]
    [InlineData("ja", "»Ja«")]
    [InlineData("il a dit \"oui\" et non", "il a dit « oui » et non")]
    [InlineData("er sagte \"ja\" und ging", "er sagte »ja« und ging")]
    [InlineData("c'est vrai?", "C´est vrai ?")]
    [InlineData("CO2 falls", "CO₂ falls")]
    [InlineData("10^2 m", "10² m")]
    [InlineData("5 m² of land", "5 ㎡ of land")]
    [InlineData("it is 1/2 full", "it is ½ full")]
    [InlineData("1 1/2 litres", "1½ litres")]
    [InlineData("13 votes", "１３ votes")]
    [InlineData("صوت 13", "صوت ١٣")]
    [InlineData("محمد", "محـــمد")]
    [InlineData("İSTANBUL", "İstanbul")]
    [InlineData("ΟΔΟΣ", "οδος")]
    public void Same_wording_is_one(string one, string other)
    {
        Wording.Normalised(one).ShouldBe(Wording.Normalised(other));
        Wording.Hash("it", one).ShouldBe(Wording.Hash("IT", other));
    }

    [Theory]
    [InlineData("The US did not sign", "The US did sign")]
    [InlineData("perché", "perche")]
    [InlineData("Did the US sign?", "Did the US sign.")]
    [InlineData("US", "U.S.")]
    [InlineData("a b", "ab")]
    [InlineData("a,b", "a;b")]
    [InlineData("The star is 10² metres wide.", "The star is 102 metres wide.")]
    [InlineData("holds 10⁶ litres", "holds 106 litres")]
    [InlineData("10⁻⁶", "10-6")]
    [InlineData("in 2020¹", "in 20201")]
    [InlineData("in 2020①", "in 20201")]
    [InlineData("1½ litres", "11/2 litres")]
    [InlineData("10₂ is two", "102 is two")]
    [InlineData("①5", "15")]
    [InlineData("x² grows", "x2 grows")]
    [InlineData("\"A\" and \"B\"", "A\" and \"B")]
    [InlineData(
        "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
        "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"
    )]
    [InlineData("...", "!")]
    [InlineData("in Maßen", "in Massen")]
    [InlineData("चालीस का", "चालीस को")]
    public void Other_wording_is_another(string one, string other) => Wording.Hash("en", one).ShouldNotBe(Wording.Hash("en", other));

    [Fact]
    public void Same_wording_in_another_language_is_another() => Wording.Hash("it", "no").ShouldNotBe(Wording.Hash("en", "no"));

    [Theory]
    [InlineData("iw", "he")]
    [InlineData("in", "id")]
    [InlineData("zh-cmn", "cmn")]
    [InlineData("eng", "en")]
    [InlineData("pt_BR", "pt-BR")]
    public void Codes_of_one_language_are_one(string one, string other) => Wording.Hash(one, "no").ShouldBe(Wording.Hash(other, "no"));

    [Theory]
    [InlineData("The law protects US", "The law protects us", true)]
    [InlineData("The WHO said so", "the who said so.", true)]
    [InlineData("The law", "the law", false)]
    [InlineData("THE LAW PROTECTS US", "The law protects us", false)]
    [InlineData("The US left", "The US left.", false)]
    public void Words_in_capitals_can_be_other_words(string one, string other, bool differ) =>
        Wording.DiffersInCapitals(one, other).ShouldBe(differ);

    [Fact]
    public void Hash_has_sixteen_bytes() => Texts.WellFormed.Sample(text => Wording.Hash("en", text).Length == 16);

    [Fact]
    public void No_well_formed_text_makes_the_normal_form_throw() =>
        Texts.WellFormed.Sample(text =>
        {
            Wording.Normalised(text);
        });
}
