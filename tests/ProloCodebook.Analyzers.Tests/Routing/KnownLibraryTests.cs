using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Routing;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Routing;

/// <summary>What is known of the base library's calls, properties and types; the cases of the tables named library show what follows of it.</summary>
public sealed class KnownLibraryTests
{
    private const string Members = """
        string s; string[] a; object o; int? n; Task t; Task<string> ts; ValueTask v; ValueTask<string> vs; List<string> l; IEnumerable<string> e; HashSet<string> h; Stack<string> k; Queue<string> q;
        Dictionary<string, string> d; IDictionary<string, string> id; Hashtable ht; SortedList sl; ArrayList al; System.Text.StringBuilder b; Array arr; Mine mine;
        System.Collections.Concurrent.ConcurrentDictionary<string, string> cd; System.Collections.Concurrent.ConcurrentStack<string> cs; System.Collections.Specialized.NameValueCollection nv;
        System.Collections.Immutable.ImmutableList<string> il; System.Collections.Immutable.ImmutableDictionary<string, string> im; System.Collections.Frozen.FrozenSet<string> fs; ILookup<string, string> lu;
        """;

    [Theory]
    // Gives back the same value.
    [InlineData("s.Trim()", "SameValue")]
    [InlineData("s.ToString()", "SameValue")]
    [InlineData("int.Parse(s)", "SameValue")]
    [InlineData("Task.FromResult(s)", "SameValue")]
    [InlineData("ts.ConfigureAwait(false)", "SameValue")]
    [InlineData("ts.GetAwaiter()", "SameValue")]
    [InlineData("n.GetValueOrDefault()", "SameValue default")]
    [InlineData("vs.AsTask()", "SameValue")]
    [InlineData("Microsoft.VisualBasic.Strings.UCase(s)", "SameValue")]
    // Makes something of it.
    [InlineData("s.Substring(1)", "Combine")]
    [InlineData("string.Concat(s, s)", "Combine keeps")]
    [InlineData("string.Join(s, a)", "Combine")]
    [InlineData("string.Create(1, s, (x, y) => { })", "Combine")]
    [InlineData("System.Collections.Immutable.ImmutableList.Create(s)", "Combine")]
    [InlineData("Enumerable.Empty<string>()", "Combine")]
    [InlineData("Microsoft.VisualBasic.Conversion.Val(s)", "Combine")]
    [InlineData("Microsoft.VisualBasic.Information.UBound(arr)", "Combine")]
    [InlineData("Microsoft.VisualBasic.Interaction.IIf(true, s, s)", "Combine")]
    [InlineData("Microsoft.VisualBasic.Interaction.Choose(1, s, s)", "Combine")]
    [InlineData("Microsoft.VisualBasic.Interaction.Switch(true, s)", "Combine")]
    [InlineData("Microsoft.VisualBasic.Interaction.Beep()", "Unknown")]
    // Puts it in.
    [InlineData("l.Add(s)", "Store")]
    [InlineData("l.AddRange(l)", "Store")]
    [InlineData("l.Insert(0, s)", "Store")]
    [InlineData("h.UnionWith(h)", "Store")]
    [InlineData("k.Push(s)", "Store")]
    [InlineData("cs.PushRange(a)", "Store")]
    [InlineData("q.Enqueue(s)", "Store")]
    [InlineData("arr.SetValue(s, 0)", "Store")]
    [InlineData("arr.CopyTo(arr, 0)", "Store copy")]
    [InlineData("new ArraySegment<string>(a).CopyTo(a)", "Store copy")]
    [InlineData("Array.Fill(a, s)", "Store")]
    [InlineData("Array.Copy(a, a, 1)", "SameValue copy")]
    [InlineData("Array.ConstrainedCopy(a, 0, a, 0, 1)", "Combine copy")]
    [InlineData("new Span<string>(a).Fill(s)", "Store")]
    [InlineData("new Span<string>(a).TryCopyTo(a)", "Combine copy")]
    [InlineData("b.Append(s)", "Store itself")]
    [InlineData("b.Insert(0, s)", "Store itself")]
    [InlineData("b.Replace(s, s)", "Store itself")]
    [InlineData("s.Insert(0, s)", "Combine itself")]
    [InlineData("s.Replace(s, s)", "Combine itself")]
    [InlineData("string.Copy(s)", "SameValue")]
    [InlineData("il.Add(s)", "Combine")]
    [InlineData("il.SetItem(0, s)", "Combine")]
    [InlineData("e.Append(s)", "Combine")]
    [InlineData("al.Add(o)", "Store")]
    [InlineData("cs.TryPop(out s)", "Combine")]
    // Under a key.
    [InlineData("d.Add(s, s)", "StoreKeyed")]
    [InlineData("d.TryAdd(s, s)", "StoreKeyed")]
    [InlineData("id.Add(s, s)", "StoreKeyed")]
    [InlineData("ht.Add(s, s)", "StoreKeyed")]
    [InlineData("sl.Add(s, s)", "StoreKeyed")]
    [InlineData("nv.Add(s, s)", "StoreKeyed")]
    [InlineData("nv.Add(nv)", "Store")]
    [InlineData("nv.Set(s, s)", "Store")]
    [InlineData("cd.AddOrUpdate(s, s, (x, y) => y)", "StoreKeyed element")]
    [InlineData("cd.GetOrAdd(s, s)", "StoreKeyed element")]
    [InlineData("cd.TryUpdate(s, s, s)", "Store")]
    [InlineData("im.Add(s, s)", "StoreKeyed")]
    [InlineData("im.SetItem(s, s)", "StoreKeyed")]
    // Compares, finds.
    [InlineData("s.Equals(s)", "Compare")]
    [InlineData("object.ReferenceEquals(s, s)", "Compare")]
    [InlineData("s.Contains(s)", "Compare")]
    [InlineData("l.Contains(s)", "Compare")]
    [InlineData("l.Exists(x => true)", "Compare quantifier")]
    [InlineData("d.TryGetValue(s, out s)", "Compare")]
    [InlineData("s.IndexOf(s)", "Find Position")]
    [InlineData("s.LastIndexOf(s)", "Find Position")]
    [InlineData("l.BinarySearch(s)", "Find Position")]
    [InlineData("s.CompareTo(s)", "Find Order")]
    [InlineData("string.Compare(s, s)", "Find Order")]
    [InlineData("string.CompareOrdinal(s, s)", "Find Order")]
    [InlineData("s.GetHashCode()", "Find None")]
    [InlineData("Microsoft.VisualBasic.Strings.StrComp(s, s)", "Find Order")]
    [InlineData("Microsoft.VisualBasic.Strings.InStr(s, s)", "Find Amount")]
    [InlineData("Microsoft.VisualBasic.Strings.InStrRev(s, s)", "Find Amount")]
    // Waits.
    [InlineData("t.Wait()", "Wait")]
    [InlineData("Task.WaitAll(t)", "Wait")]
    [InlineData("Task.WaitAny(t)", "Wait")]
    [InlineData("t.GetAwaiter().GetResult()", "Wait")]
    [InlineData("v.GetAwaiter().GetResult()", "Wait")]
    [InlineData("t.ConfigureAwait(false).GetAwaiter().GetResult()", "Wait")]
    [InlineData("v.ConfigureAwait(false).GetAwaiter().GetResult()", "Wait")]
    [InlineData("Task.Delay(1)", "Combine")]
    [InlineData("System.Threading.Monitor.Wait(o)", "Unknown")]
    // Goes over elements.
    [InlineData("e.Where(x => true)", "Combine filter keeps")]
    [InlineData("e.TakeWhile(x => true)", "Combine filter keeps")]
    [InlineData("e.SkipWhile(x => true)", "Combine keeps")]
    [InlineData("e.First()", "Combine filter keeps element")]
    [InlineData("e.FirstOrDefault()", "Combine filter keeps element")]
    [InlineData("e.Single()", "Combine filter keeps element")]
    [InlineData("e.SingleOrDefault()", "Combine filter keeps element")]
    [InlineData("e.Last()", "Combine filter keeps element")]
    [InlineData("e.LastOrDefault()", "Combine filter keeps element")]
    [InlineData("e.ElementAt(0)", "Combine keeps element")]
    [InlineData("e.ElementAtOrDefault(0)", "Combine keeps element")]
    [InlineData("l.Find(x => true)", "Combine filter keeps element")]
    [InlineData("l.FindLast(x => true)", "Combine filter keeps element")]
    [InlineData("l.FindAll(x => true)", "Combine filter keeps")]
    [InlineData("l.FindIndex(x => true)", "Combine")]
    [InlineData("e.MinBy(x => x)", "Combine element")]
    [InlineData("e.MaxBy(x => x)", "Combine element")]
    [InlineData("k.Peek()", "Combine element")]
    [InlineData("k.Pop()", "Combine element")]
    [InlineData("q.Dequeue()", "Combine element")]
    [InlineData("d.GetValueOrDefault(s)", "SameValue default")]
    [InlineData("e.Any(x => true)", "Combine keeps quantifier")]
    [InlineData("e.All(x => true)", "Combine quantifier nothing")]
    [InlineData("l.TrueForAll(x => true)", "Combine quantifier nothing")]
    [InlineData("e.Count()", "Combine count")]
    [InlineData("e.LongCount()", "Combine count")]
    [InlineData("e.TryGetNonEnumeratedCount(out var c)", "Combine count")]
    [InlineData("arr.GetLength(0)", "Combine count")]
    [InlineData("e.Select(x => x)", "Combine keeps selection")]
    [InlineData("e.SelectMany(x => x)", "Combine keeps selection")]
    [InlineData("l.ConvertAll(x => x)", "Combine keeps selection")]
    [InlineData("e.Aggregate(1, (x, y) => x)", "Combine selection")]
    [InlineData("e.GroupBy(x => x)", "Combine")]
    [InlineData("e.Zip(e, (x, y) => x)", "Combine selection")]
    // Has an effect outside, or is not the library's.
    [InlineData("Console.Write(s)", "Unknown")]
    [InlineData("Environment.GetEnvironmentVariable(s)", "Unknown")]
    [InlineData("AppContext.GetData(s)", "Unknown")]
    [InlineData("Activator.CreateInstance(typeof(string), o)", "Unknown")]
    [InlineData("System.IO.File.ReadAllText(s)", "Unknown")]
    [InlineData("mine.Trim(s)", "Unknown")]
    [InlineData("Bill(s)", "Unknown")]
    public void What_a_call_does(string call, string expected)
        => Assert.Equal(expected, Describe(Operation<IInvocationOperation>(call).TargetMethod));

    [Theory]
    [InlineData("l.Remove(s)", "removes")]
    [InlineData("l.RemoveAt(0)", "removes")]
    [InlineData("l.RemoveRange(0, 1)", "removes")]
    [InlineData("l.RemoveAll(x => true)", "removes drops")]
    [InlineData("h.RemoveWhere(x => true)", "removes drops")]
    [InlineData("l.Clear()", "removes")]
    [InlineData("q.Dequeue()", "removes")]
    [InlineData("k.Pop()", "removes")]
    [InlineData("k.TryPop(out s)", "removes")]
    [InlineData("q.TryDequeue(out s)", "removes")]
    [InlineData("cd.TryRemove(s, out s)", "removes")]
    [InlineData("cs.TryPop(out s)", "removes")]
    [InlineData("new System.Collections.Concurrent.ConcurrentBag<string>().TryTake(out s)", "removes")]
    [InlineData("h.ExceptWith(l)", "removes")]
    [InlineData("h.IntersectWith(l)", "removes")]
    [InlineData("h.SymmetricExceptWith(l)", "removes")]
    [InlineData("il.Remove(s)", "")]
    [InlineData("il.RemoveAll(x => true)", "drops")]
    [InlineData("k.Peek()", "")]
    [InlineData("l.Add(s)", "")]
    [InlineData("e.Except(l)", "")]
    [InlineData("e.Where(x => true)", "keeps")]
    [InlineData("l.FindAll(x => true)", "keeps")]
    [InlineData("l.FindIndex(x => true)", "Position")]
    [InlineData("l.FindLastIndex(x => true)", "Position")]
    [InlineData("e.Count(x => true)", "Amount")]
    [InlineData("e.LongCount(x => true)", "Amount")]
    public void What_a_call_takes_out_keeps_or_counts(string call, string expected)
    {
        var method = Operation<IInvocationOperation>(call).TargetMethod;
        var keeps = KnownLibrary.KeepsWhere(method);
        var meaning = KnownLibrary.MeaningOfElements(method);

        Assert.Equal(expected, string.Join(" ", new[] { KnownLibrary.IsRemoval(method) ? "removes" : "", keeps switch { true => "keeps", false => "drops", null => "" }, meaning == NumberMeaning.None ? "" : meaning.ToString() }.Where(word => word.Length > 0)));
    }

    [Theory]
    [InlineData("e.All(x => true)", "True of each True")]
    [InlineData("l.TrueForAll(x => true)", "True of each True")]
    [InlineData("e.Any(x => true)", "False of each False")]
    [InlineData("l.Exists(x => true)", "False of each False")]
    [InlineData("l.FindIndex(x => true)", "None of each False")]
    [InlineData("l.FindLastIndex(x => true)", "None of each False")]
    [InlineData("l.Find(x => true)", "None of each False")]
    [InlineData("l.FindLast(x => true)", "None of each False")]
    [InlineData("e.FirstOrDefault(x => true)", "None of each False")]
    [InlineData("e.LastOrDefault(x => true)", "None of each False")]
    [InlineData("e.Count(x => true)", "Any")]
    [InlineData("e.LongCount(x => true)", "Any")]
    [InlineData("e.SingleOrDefault(x => true)", "Any")]
    [InlineData("e.Sum(x => 1)", "Any all")]
    [InlineData("e.Max(x => 1)", "Any")]
    [InlineData("e.Min(x => 1)", "Any")]
    [InlineData("e.First(x => true)", "")]
    [InlineData("e.Select(x => x)", "")]
    [InlineData("l.ForEach(x => { })", "all")]
    [InlineData("l.ConvertAll(x => x)", "all")]
    [InlineData("e.Aggregate((x, y) => x)", "all")]
    [InlineData("e.ToDictionary(x => x)", "all table")]
    [InlineData("e.ToLookup(x => x)", "all")]
    [InlineData("e.AsParallel().ForAll(x => { })", "all")]
    [InlineData("System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(e, x => x)", "table")]
    [InlineData("System.Collections.Immutable.ImmutableDictionary.ToImmutableDictionary(e, x => x)", "table")]
    [InlineData("System.Collections.Immutable.ImmutableSortedDictionary.ToImmutableSortedDictionary(e, x => x, x => x)", "table")]
    [InlineData("e.Join(e, x => x, x => x, (x, y) => x)", "join")]
    [InlineData("e.GroupJoin(e, x => x, x => x, (x, y) => x)", "join")]
    [InlineData("e.LeftJoin(e, x => x, x => x, (x, y) => x)", "join")]
    [InlineData("e.RightJoin(e, x => x, x => x, (x, y) => x)", "join")]
    [InlineData("string.Join(s, a)", "text")]
    [InlineData("string.Concat(s, s)", "text")]
    [InlineData("string.Format(s, s)", "text")]
    [InlineData("e.Concat(e)", "")]
    [InlineData("s.Trim()", "")]
    public void What_a_call_asks_of_all_elements_and_makes_of_them(string call, string expected)
    {
        var method = Operation<IInvocationOperation>(call).TargetMethod;

        Assert.Equal(expected, string.Join(" ", new[]
        {
            KnownLibrary.AsksAllWhen(method) switch { null => "", { Each: null } all => all.Answer.ToString(), { } some => $"{some.Answer} of each {some.Each}" },
            KnownLibrary.RunsOnAll(method) ? "all" : "", KnownLibrary.IsJoin(method) ? "join" : "", KnownLibrary.MakesText(method) ? "text" : "", KnownLibrary.MakesTable(method) ? "table" : "",
        }.Where(word => word.Length > 0)));
    }

    [Theory]
    [InlineData("l.Add(s)", "adds")]
    [InlineData("l.Insert(0, s)", "adds rearranges")]
    [InlineData("l.InsertRange(0, l)", "adds rearranges")]
    [InlineData("h.UnionWith(h)", "adds")]
    [InlineData("k.Push(s)", "adds")]
    [InlineData("q.Enqueue(s)", "adds")]
    [InlineData("b.Append(s)", "adds")]
    [InlineData("e.Append(s)", "new")]
    [InlineData("e.Prepend(s)", "new")]
    [InlineData("il.Add(s)", "adds new")]
    [InlineData("l.RemoveAt(0)", "rearranges")]
    [InlineData("l.Clear()", "rearranges")]
    [InlineData("l.Sort()", "rearranges")]
    [InlineData("l.Reverse()", "rearranges")]
    [InlineData("Array.Clear(a)", "rearranges")]
    [InlineData("Array.Fill(a, s)", "rearranges")]
    [InlineData("Array.Resize(ref a, 1)", "rearranges")]
    [InlineData("Array.Reverse(a)", "rearranges")]
    [InlineData("arr.SetValue(s, 0)", "rearranges")]
    [InlineData("System.Linq.Enumerable.Reverse(e)", "")]
    [InlineData("l.Contains(s)", "")]
    public void What_a_call_puts_in_and_moves(string call, string expected)
    {
        var method = Operation<IInvocationOperation>(call).TargetMethod;

        Assert.Equal(expected, string.Join(" ", new[] { KnownLibrary.IsAdding(method) ? "adds" : "", KnownLibrary.PutsIntoNew(method) ? "new" : "", KnownLibrary.Rearranges(method) ? "rearranges" : "" }.Where(word => word.Length > 0)));
    }

    [Theory]
    [InlineData("t.Wait()", "Wait")]
    [InlineData("Task.WaitAll(t, t)", "Wait")]
    [InlineData("Task.WaitAny(t, t)", "Wait")]
    [InlineData("t.GetAwaiter().GetResult()", "Wait")]
    [InlineData("ts.GetAwaiter().GetResult()", "Wait")]
    [InlineData("v.GetAwaiter().GetResult()", "Wait")]
    [InlineData("vs.GetAwaiter().GetResult()", "Wait")]
    [InlineData("t.ConfigureAwait(false).GetAwaiter().GetResult()", "Wait")]
    [InlineData("ts.ConfigureAwait(false).GetAwaiter().GetResult()", "Wait")]
    [InlineData("v.ConfigureAwait(false).GetAwaiter().GetResult()", "Wait")]
    [InlineData("vs.ConfigureAwait(false).GetAwaiter().GetResult()", "Wait")]
    [InlineData("new System.Threading.CountdownEvent(1).Wait()", "Unknown")]
    public void What_waits(string call, string expected)
        => Assert.Equal(expected, KnownLibrary.Classify(Operation<IInvocationOperation>(call).TargetMethod).ToString());

    [Theory]
    [InlineData("d.Keys", "view")]
    [InlineData("d.Values", "view")]
    [InlineData("nv.AllKeys", "view")]
    [InlineData("new PriorityQueue<string, int>().UnorderedItems", "view")]
    [InlineData("al.SyncRoot", "view")]
    [InlineData("d.Comparer", "")]
    [InlineData("l.Count", "")]
    [InlineData("new LinkedList<string>().First", "element")]
    [InlineData("new LinkedList<string>().Last", "element")]
    [InlineData("new SortedSet<string>().Min", "element")]
    [InlineData("new SortedSet<string>().Max", "element")]
    [InlineData("e.GetEnumerator().Current", "element")]
    public void What_a_property_shows_of_a_collection(string property, string expected)
    {
        var symbol = Operation<IPropertyReferenceOperation>("_ = " + property).Property;

        Assert.Equal(expected, string.Join(" ", new[] { KnownLibrary.IsView(symbol) ? "view" : "", KnownLibrary.GivesElement(symbol) ? "element" : "" }.Where(word => word.Length > 0)));
    }

    [Theory]
    [InlineData("n.Value", "through")]
    [InlineData("n.HasValue", "null")]
    [InlineData("ts.Result", "through")]
    [InlineData("vs.Result", "through")]
    [InlineData("new Lazy<string>().Value", "")]
    [InlineData("new Lazy<string>().IsValueCreated", "")]
    [InlineData("default(KeyValuePair<string, string>).Key", "")]
    [InlineData("default(KeyValuePair<string, string>).Value", "through")]
    [InlineData("default(DictionaryEntry).Key", "")]
    [InlineData("default(DictionaryEntry).Value", "")]
    [InlineData("lu.First().Key", "")]
    [InlineData("mine.Value", "")]
    [InlineData("mine.Result", "")]
    [InlineData("mine.HasValue", "")]
    [InlineData("mine.Count", "")]
    [InlineData("s.Length", "measure")]
    [InlineData("a.Length", "measure")]
    [InlineData("a.LongLength", "measure")]
    [InlineData("a.Rank", "measure")]
    [InlineData("l.Count", "measure")]
    [InlineData("l.Capacity", "measure")]
    [InlineData("cs.IsEmpty", "measure")]
    [InlineData("System.Collections.Immutable.ImmutableArray<string>.Empty.IsDefault", "measure")]
    [InlineData("System.Collections.Immutable.ImmutableArray<string>.Empty.IsDefaultOrEmpty", "measure")]
    [InlineData("t.IsCompleted", "measure")]
    [InlineData("t.Status", "measure")]
    [InlineData("t.Id", "")]
    [InlineData("d.Keys", "")]
    public void What_a_property_gives(string property, string expected)
    {
        var symbol = Operation<IPropertyReferenceOperation>("_ = " + property).Property;

        Assert.Equal(expected, string.Join(" ", new[] { KnownLibrary.ReadsThrough(symbol) ? "through" : "", KnownLibrary.IsNullTest(symbol) ? "null" : "", KnownLibrary.IsMeasure(symbol) ? "measure" : "" }.Where(word => word.Length > 0)));
    }

    [Theory]
    [InlineData("string", "framework holds")]
    [InlineData("object", "framework holds")]
    [InlineData("int", "framework holds number")]
    [InlineData("sbyte", "framework holds number")]
    [InlineData("long", "framework holds number")]
    [InlineData("double", "framework number")]
    [InlineData("float", "framework number")]
    [InlineData("decimal", "framework number")]
    [InlineData("bool", "framework")]
    [InlineData("char", "framework")]
    [InlineData("DateTime", "framework")]
    [InlineData("DayOfWeek", "framework holds")]
    [InlineData("dynamic", "holds")]
    [InlineData("Func<string>", "framework holds")]
    [InlineData("Action", "framework holds")]
    [InlineData("Task", "framework task")]
    [InlineData("Task<string>", "framework task holds")]
    [InlineData("ValueTask", "framework task equal")]
    [InlineData("ValueTask<string>", "framework task holds equal")]
    [InlineData("System.Runtime.CompilerServices.ConfiguredTaskAwaitable", "framework task equal")]
    [InlineData("System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable", "framework task equal")]
    [InlineData("string[]", "collection holds")]
    [InlineData("Array", "framework collection holds")]
    [InlineData("List<string>", "framework collection holds")]
    [InlineData("ArrayList", "framework collection holds")]
    [InlineData("IEnumerable", "framework collection holds")]
    [InlineData("IEnumerable<string>", "framework collection holds")]
    [InlineData("IEnumerator", "framework collection holds")]
    [InlineData("IEnumerator<string>", "framework collection holds")]
    [InlineData("IAsyncEnumerable<string>", "framework collection holds")]
    [InlineData("IAsyncEnumerator<string>", "framework collection holds")]
    [InlineData("List<string>.Enumerator", "framework collection holds equal")]
    [InlineData("Memory<string>", "framework collection holds equal")]
    [InlineData("ReadOnlyMemory<string>", "framework collection holds equal")]
    [InlineData("Dictionary<string, string>", "framework collection table holds")]
    [InlineData("IDictionary<string, string>", "framework collection table holds")]
    [InlineData("IDictionary", "framework collection table holds")]
    [InlineData("Hashtable", "framework collection table holds")]
    [InlineData("SortedList", "framework collection table holds")]
    [InlineData("ILookup<string, string>", "framework collection table holds")]
    [InlineData("System.Collections.Specialized.NameValueCollection", "framework collection table holds")]
    [InlineData("System.Collections.Specialized.ListDictionary", "framework collection table holds")]
    [InlineData("System.Text.StringBuilder", "framework holds")]
    [InlineData("CollectionBase", "framework collection holds")]
    [InlineData("System.IO.TextWriter", "framework holds")]
    [InlineData("System.IO.StringWriter", "framework holds")]
    [InlineData("IFormattable", "framework holds")]
    [InlineData("IComparable", "framework holds")]
    [InlineData("IConvertible", "framework holds")]
    [InlineData("ICloneable", "framework holds")]
    [InlineData("System.IO.Stream", "framework")]
    [InlineData("System.Threading.CancellationToken", "framework equal")]
    [InlineData("Microsoft.Extensions.Logging.ILogger", "framework")]
    [InlineData("Mine", "holds")]
    [InlineData("MineTwo", "holds equal")]
    [InlineData("MineThree", "holds equal")]
    [InlineData("MineFour", "collection holds")]
    [InlineData("MineFive", "collection holds")]
    [InlineData("(string, int)", "holds equal")]
    public void What_a_type_can_be(string type, string expected)
    {
        var symbol = ((IFieldSymbol)Compile($"{type} Field;", "").GetTypeByMetadataName("C")!.GetMembers("Field").Single()).Type;

        Assert.Equal(expected, string.Join(" ", new[]
        {
            KnownLibrary.IsFramework(symbol) ? "framework" : "", KnownTypes.IsTask(symbol) ? "task" : "", KnownTypes.IsCollection(symbol) ? "collection" : "",
            symbol is INamedTypeSymbol named && KnownLibrary.IsTable(named) ? "table" : "", KnownTypes.CanHoldCode(symbol) ? "holds" : "", KnownTypes.IsNumber(symbol) ? "number" : "", KnownTypes.IsEqualByMember(symbol) ? "equal" : "",
        }.Where(word => word.Length > 0)));
    }

    [Fact]
    public void Of_an_unknown_type_everything_may_be()
    {
        Assert.True(KnownTypes.CanHoldCode(null));
        Assert.True(KnownTypes.CanHoldDecision(null));
        Assert.False(KnownTypes.IsCollection(null));
        Assert.False(KnownTypes.IsTask(null));
        Assert.False(KnownTypes.IsNumber(null));
        Assert.False(KnownTypes.IsEqualByMember(null));
    }

    [Theory]
    [InlineData("PolicyDecision", true)]
    [InlineData("object", false)]
    [InlineData("Task<PolicyDecision>", true)]
    [InlineData("Outcome", false)]
    [InlineData("string", false)]
    [InlineData("int", false)]
    [InlineData("bool", false)]
    public void What_can_hold_a_decision(string type, bool expected)
        => Assert.Equal(expected, KnownTypes.CanHoldDecision(((IFieldSymbol)Compile($"{type} Field;", "").GetTypeByMetadataName("C")!.GetMembers("Field").Single()).Type));

    [Theory]
    [InlineData("Dictionary<string, PolicyDecision>", true)]
    [InlineData("Dictionary<string, PolicyDecision?>", true)]
    [InlineData("Dictionary<string, Task<PolicyDecision>>", true)]
    [InlineData("Dictionary<string, ValueTask<PolicyDecision>>", true)]
    [InlineData("Dictionary<string, Lazy<PolicyDecision>>", true)]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary<string, PolicyDecision>", true)]
    [InlineData("Dictionary<PolicyDecision, string>", false)]
    [InlineData("Dictionary<string, List<PolicyDecision>>", false)]
    [InlineData("Dictionary<string, Task<string>>", false)]
    [InlineData("List<PolicyDecision>", false)]
    [InlineData("PolicyDecision", false)]
    [InlineData("Hashtable", false)]
    public void What_is_a_table_of_decisions(string type, bool expected)
        => Assert.Equal(expected, new PolicySymbols().HoldsDecisions(((IFieldSymbol)Compile($"{type} Field;", "").GetTypeByMetadataName("C")!.GetMembers("Field").Single()).Type));

    private static string Describe(IMethodSymbol method)
    {
        var kind = KnownLibrary.Classify(method);
        string[] words = kind == LibraryCall.Unknown ? [kind.ToString()] :
        [
            kind.ToString(),
            kind == LibraryCall.Find ? KnownLibrary.MeaningOf(method).ToString() : "",
            method.Name is "Append" or "Insert" or "Replace" or "Add" && KnownLibrary.GivesBackItself(method) ? "itself" : "",
            KnownLibrary.IsCopy(method) ? "copy" : "",
            KnownLibrary.IsFilter(method) ? "filter" : "",
            KnownLibrary.KeepsElements(method) ? "keeps" : "",
            KnownLibrary.IsElement(method) ? "element" : "",
            KnownLibrary.IsLookUpWithDefault(method) ? "default" : "",
            KnownLibrary.IsQuantifier(method) ? "quantifier" : "",
            KnownLibrary.IsTrueOfNothing(method) ? "nothing" : "",
            KnownLibrary.IsCount(method) ? "count" : "",
            KnownLibrary.IsSelection(method) ? "selection" : "",
        ];
        return string.Join(" ", words.Where(word => word.Length > 0));
    }

    private static T Operation<T>(string statement)
        where T : class, IOperation
    {
        var compilation = Compile(Members, statement + ";");
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith(TestProject.SourceFileName, StringComparison.Ordinal));
        var method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First();
        return compilation.GetSemanticModel(tree).GetOperation(method)!.DescendantsAndSelf().OfType<T>().First();
    }

    private static Compilation Compile(string members, string statement) => new TestProject($$"""
        #pragma warning disable
        class C { void M() { {{statement}} } {{members}} }
        class Mine { public string Trim(string x) => x; public string Value => ""; public string Result => ""; public bool HasValue => true; public int Count => 1; }
        record MineTwo(string Value);
        struct MineThree { }
        class MineFour : IEnumerable { public IEnumerator GetEnumerator() => null; }
        class MineFive : IEnumerator { public object Current => null; public bool MoveNext() => false; public void Reset() { } }
        """)
    {
        OtherFiles = [(CasePrelude.FileName, CasePrelude.Source)],
    }.Compile();
}
