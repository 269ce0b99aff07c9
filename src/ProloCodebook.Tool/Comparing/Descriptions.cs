using ProloCodebook.Policy;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Comparing;

/// <summary>Descriptions of a service line that mean the same to every policy of both sides.</summary>
/// <param name="Example">One of them; null for a line without.</param>
/// <param name="Texts">How to name them.</param>
internal sealed record Descriptions(string? Example, IReadOnlyList<string> Texts)
{
    /// <summary>Where the code alone identifies the service.</summary>
    public static readonly Descriptions Any = new(null, []);

    private const int MostShown = 3;

    // No policy has such a name: names consist of the words of a policy's text.
    private const string SomethingElse = "qqxjzvw";

    /// <summary>All descriptions of a code, told apart as finely as the policies do.</summary>
    /// <param name="listings">Each policy of either side that lists the code, with the code there.</param>
    public static IReadOnlyList<Descriptions> Of(IReadOnlyList<(PayerPolicy Policy, PolicyCode Code)> listings)
    {
        if (listings.All(listing => listing.Code.Service is not null))
        {
            return [Any];
        }

        var classes = new List<Kind>();
        Add(null, "no description");
        Add(SomethingElse, "any other description");
        foreach (var text in listings.Select(listing => listing.Code.Description).Concat(listings.SelectMany(listing => listing.Policy.Services).SelectMany(service => service.Names).Select(name => name.Text)).Distinct())
        {
            Add(text, $"“{SafeText.Of(text)}”");
        }

        AddPairs();
        return classes.ConvertAll(kind => new Descriptions(kind.Example, kind.Texts));

        void Add(string? example, string text)
        {
            var key = string.Join('\n', listings.Select(listing => listing.Code.Service ?? DescriptionMatcher.Match(listing.Policy.Services, listing.Code, example)));
            Put(key, example, text);
        }

        void Put(string key, string? example, string text)
        {
            if (classes.Find(kind => kind.Key == key) is { } known)
            {
                known.Texts.Add(text);
            }
            else
            {
                classes.Add(new Kind(key, example, [text]));
            }
        }

        // A description that names two services is about the first in the policy's order, which the two sides may have in different ways.
        void AddPairs()
        {
            var single = classes.Where(kind => kind.Example is not null and not SomethingElse).ToList();
            var orders = listings.Select(listing => listing.Policy.Services.Select((service, index) => (service.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal)).ToList();
            var services = single.ConvertAll(kind => kind.Key.Split('\n'));
            var keys = classes.Select(kind => kind.Key).ToHashSet(StringComparer.Ordinal);
            for (var a = 0; a < single.Count; a++)
            {
                for (var b = a + 1; b < single.Count; b++)
                {
                    var key = string.Join('\n', listings.Select((listing, i) => listing.Code.Service ?? First(orders[i], services[a][i], services[b][i])));
                    if (keys.Add(key))
                    {
                        Put(key, $"{single[a].Example}; {single[b].Example}", $"{single[a].Texts[0]} and {single[b].Texts[0]} together");
                    }
                }
            }
        }

        static string First(Dictionary<string, int> order, string a, string b)
            => order.GetValueOrDefault(a, int.MaxValue) <= order.GetValueOrDefault(b, int.MaxValue) ? a : b;
    }

    /// <summary>In words; empty where <paramref name="some"/> are all there are.</summary>
    public static string Describe(IReadOnlyCollection<Descriptions> some, IReadOnlyList<Descriptions> all)
    {
        if (some.Count == all.Count)
        {
            return "";
        }

        var texts = all.Where(some.Contains).SelectMany(descriptions => descriptions.Texts).ToList();
        var shown = texts.Count <= MostShown + 1 ? texts : [.. texts.Take(MostShown), Count.Of(texts.Count - MostShown, "other name")];
        return string.Join(" or ", shown);
    }

    private sealed record Kind(string Key, string? Example, List<string> Texts);
}
