namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>A word is found in every script, however it is written.</summary>
public abstract class SearchScriptConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private static readonly (string Text, string Query, bool IsFound)[] Cases =
    [
        ("Η Ελλάδα υπέγραψε", "Ελλαδα", true),
        ("Ο ΣΕΙΣΜΟΣ", "σεισμός", true),
        ("Всё ложь", "все", true),
        ("Российский йогурт", "иогурт", true),
        ("مُحَمَّد وَقَّعَ", "محمد", true),
        ("الحكومة لم توقع", "حكومة", true),
        ("حكومة", "الحكومه", true),
        ("أحمد وإبراهيم", "احمد", true),
        ("أحمد وإبراهيم", "وابراهيم", true),
        ("مصطفى", "مصطفي", true),
        ("الـــسلام", "سلام", true),
        ("في عام ٢٠٢٥", "2025", true),
        ("۱۴۰۴ سال", "1404", true),
        ("שָׁלוֹם עולם", "שלום", true),
        ("The ﬁnance minister", "finance", true),
        ("ＷＨＯ said", "WHO", true),
        ("Covid１９ deaths", "covid19", true),
        ("CO₂ is harmless", "CO2", true),
        ("Präsi\u00ADdent", "Präsident", true),
        ("vac\u200Bcine", "vaccine", true),
        ("Straße", "Strasse", true),
        ("STRASSE", "straße", true),
        ("Łukasz", "Lukasz", true),
        ("Bjørneboe", "Bjorneboe", true),
        ("Đảng", "dang", true),
        ("Diyarbakır", "diyarbakir", true),
        ("İSTANBUL", "istanbul", true),
        ("Þingvellir", "thingvellir", true),
        ("Œuvre", "oeuvre", true),
        ("यह टेक कंपनी है", "टीका", false),
        ("यह टेक कंपनी है", "टेक", true),
        ("टीका सुरक्षित है", "टीका", true),
        ("वह टी कमरा है", "टीका", false),
        ("क़लम", "कलम", true),
        ("தமிழ்", "தமூழ", false),
        ("தமிழ்", "தமிழ்", true),
        ("পাখি", "পুখি", false),
        ("รัฐบาลไทยไม่ได้ลงนาม", "ลงนาม", true),
        ("รัฐบาลไทยไม่ได้ลงนาม", "รัฐบาล", true),
        ("รัฐบาลไทยไม่ได้ลงนาม", "วัคซีน", false),
        ("美国和英国没有签署声明", "签署", true),
        ("美国和英国没有签署声明", "英国没有签署", true),
        ("美国和英国没有签署声明", "声", true),
        ("美国和英国没有签署声明", "明", true),
        ("美国和英国没有签署声明", "中国", false),
        ("新型コロナワクチンは安全です", "ワクチン", true),
        ("新型コロナワクチンは安全です", "ﾜｸﾁﾝ", true),
        ("世卫组织称COVID疫苗安全", "covid", true),
        ("世卫组织称COVID疫苗安全", "疫苗", true),
        ("정부는 서명하지 않았다", "서명", true),
        ("The vaccine 💉 works", "💉", true),
        ("ខ្មែរមិនបានចុះហត្ថលេខា", "ហត្ថលេខា", true),
    ];

    [Fact]
    public async Task A_word_is_found_however_it_is_written()
    {
        var ids = new Dictionary<string, NodeId>();
        foreach (var text in Cases.Select(c => c.Text).Distinct())
            ids.Add(text, await Statement(text));
        foreach (var (text, query, isFound) in Cases)
        {
            foreach (var match in new[] { SearchMatch.Best, SearchMatch.All })
            {
                var hits = (await Store.SearchAsync(new SearchQuery(query, [NodeKind.Statement], 100) { Match = match })).Hits;
                hits.Any(h => h.Id == ids[text]).ShouldBe(isFound, $"{match} {query} in {text}");
            }
            var containing = await List(NodeKind.Statement, new Condition(Fields.Statement.Text, Comparison.Contains, [query]));
            containing.Contains(ids[text]).ShouldBe(IsInside(text, query), $"{query} contained in {text}");
        }
    }

    // A filter looks for letters, a search for words. Both fold them.
    private static bool IsInside(string text, string query) =>
        NormalisedText.Fold(text).Contains(NormalisedText.Fold(query), StringComparison.Ordinal);

    [Fact]
    public async Task Found_parts_of_a_sentence_without_spaces_are_marked_as_one()
    {
        await Statement("美国和英国没有签署声明");
        var query = new SearchQuery("没有签署", [NodeKind.Statement], 10) { Match = SearchMatch.All, WithHighlights = true };
        var hit = (await Store.SearchAsync(query)).Hits.ShouldHaveSingleItem();
        hit.Highlight.ShouldBe($"美国和英国{SearchHit.Open}没有签署{SearchHit.Close}声明");
    }
}
