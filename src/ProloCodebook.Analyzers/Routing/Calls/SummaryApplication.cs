using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

internal sealed partial class FlowAnalysis
{
    /// <summary>A method's summary in the terms of one call of it.</summary>
    /// <param name="delegate">Of a lambda or local function that a method gave back: what was given, which knows what that method got.</param>
    private sealed class SummaryApplication(FlowAnalysis flow, IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments, AbstractValue? @delegate = null)
    {
        private readonly ValueKey _result = flow.Fresh(operation);
        private readonly HashSet<ISymbol> _bodies = new(SymbolEqualityComparer.Default);

        // What the callee let through is what its arguments held when it was called.
        private readonly FlowState _before = flow._state;

        public AbstractValue Apply(IReadOnlyList<(IMethodSymbol Body, MethodSummary Summary)> summaries)
        {
            _bodies.UnionWith(summaries.Select(summary => summary.Body));
            HandOver(summaries);
            RunCallbacks(summaries);
            AbstractValue? result = null;
            var completed = new List<HashSet<ValueKey>>();
            var guarded = new List<HashSet<ValueKey>>();
            var isTask = KnownTypes.IsTask(method.ReturnType);
            foreach (var (body, summary) in summaries)
            {
                // A method that never returns ends the path; it says nothing about the others.
                if (summary.NeverReturns)
                {
                    continue;
                }

                Store(summary);
                foreach (var pair in summary.Outs)
                {
                    LeaveOut(body, pair.Key, pair.Value);
                }

                // Nobody can wait for an `async void`.
                var waits = isTask || !body.IsAsync;
                completed.Add(waits ? [.. summary.Completed.SelectMany(KeysOf)] : []);
                guarded.Add(waits ? [.. summary.Guarded.SelectMany(KeysOf)] : []);
                var returned = ValueOf(summary.Returned, body, new IncomingSource(IncomingKind.Return, body.OriginalDefinition, MemberPath.Empty));
                result = result is null ? returned : result.MergedWith(returned, () => _result);
            }

            if (result is null)
            {
                flow._dead = true;
                return AbstractValue.Unknown;
            }

            var returning = summaries.Where(summary => !summary.Summary.NeverReturns).ToList();
            SayByMember(returning, result.Sources);
            if (isTask)
            {
                return result with { IsPending = true, Awaited = KeySet.Of(guarded.Aggregate(Intersect).Concat(completed.Aggregate(Intersect).Select(key => new FinishedKey(key)))) };
            }

            if (returning.Count == 1 && !returning[0].Body.IsAsync)
            {
                Mark(returning[0].Summary);
            }

            flow.NoteAsked(completed.SelectMany(keys => keys));
            var certain = completed.Aggregate(Intersect);
            flow.Complete(certain.Where(key => key is not LinedKey), [operation.Syntax]);
            foreach (var lined in certain.OfType<LinedKey>())
            {
                flow.PutInLine(lined.About);
            }

            var passed = arguments.Where(argument => argument.Value.IsDecision).SelectMany(argument => argument.Value.DecidedBy).ToImmutableHashSet();
            foreach (var key in guarded.Aggregate(Intersect))
            {
                flow.Happens(FlowEventKind.Guarded, key, chosenBy: passed);
            }

            return result;
        }

        /// <summary>Of <c>(bool Allowed, bool IsUrgent)</c> the one says what the decision says, the other does not.</summary>
        /// <param name="sources">Where what the call gave may come from, and so what is in it.</param>
        private void SayByMember(IReadOnlyList<(IMethodSymbol Body, MethodSummary Summary)> summaries, ImmutableHashSet<Source> sources)
        {
            var given = AbstractValue.Of(_result) with { Sources = sources };
            var type = body0ReturnType(summaries[0].Body);
            foreach (var member in summaries[0].Summary.Returned.Members.Keys)
            {
                var about = summaries.Select(summary => summary.Summary.Returned.Members.TryGetValue(member, out var keys) ? keys.SelectMany(KeysOf).ToImmutableHashSet() : null).ToList();
                var holds = member.Type ?? TypeIn(type, member);
                var isDecision = flow._context.Symbols.IsDecision(holds);
                if ((!isDecision && !KnownTypes.IsFlat(holds)) || about.Exists(keys => keys is null))
                {
                    continue;
                }

                var all = about.Aggregate((left, right) => left!.Intersect(right!))!;
                if (isDecision && all.IsEmpty)
                {
                    // One that was there before, about whatever it is.
                    continue;
                }

                var held = flow.ReadMember(given, member);
                flow._state = flow._state.Set(_result, member, held with { DecidedAbout = all, DecidedBy = all.IsEmpty ? ImmutableHashSet<SyntaxNode>.Empty : ImmutableHashSet.Create(operation.Syntax), Evaluated = Evaluated.Always(KeySet.Of(all)) });
            }

            static ITypeSymbol body0ReturnType(IMethodSymbol body) => KnownTypes.IsTask(body.ReturnType) && body.ReturnType is INamedTypeSymbol { TypeArguments: [var inner] } ? inner : body.ReturnType;

            static ITypeSymbol? TypeIn(ITypeSymbol type, Member member) => type is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.FirstOrDefault(element => Member.Of(element).Equals(member))?.Type : null;
        }

        /// <summary>Members of what the method got hold something read from a decision now.</summary>
        private void Mark(MethodSummary summary)
        {
            foreach (var (into, about, decided) in summary.Marked)
            {
                var member = into.Last!;
                var target = member.Symbol is { IsStatic: true } shared ? StaticOwner(shared) : into.Kind == IncomingKind.This ? receiver : ArgumentFor(into.Symbol);
                for (var i = 0; i < into.Path.Length - 1; i++)
                {
                    target = flow.ReadMember(target, into.Path[i]);
                }

                var keys = about.SelectMany(KeysOf).ToImmutableHashSet();
                var byOutcome = decided.Select(KeySetOf);
                if (target.Objects.Count == 1 && (!keys.IsEmpty || byOutcome.Any.Any()))
                {
                    var owner = target.Objects.First();
                    flow.NoteAsked(byOutcome.Any);
                    var answer = OfEach(target, AbstractValue.Decision(keys.Union(byOutcome.Any), new MemberKey(owner, member), operation.Syntax) with { Evaluated = byOutcome.With(KeySet.Of(keys)) });
                    if (flow._state.Heap.TryGetValue((owner, member), out var old) && IsAnswer(old))
                    {
                        // What it said before, and the method has not overwritten, it still says.
                        answer = old with { Key = answer.Key, DecidedAbout = old.DecidedAbout.Union(answer.DecidedAbout), DecidedBy = old.DecidedBy.Union(answer.DecidedBy), Evaluated = old.Evaluated.With(KeySet.Of(keys)) };
                    }

                    // What may be in it besides is still there.
                    var held = flow.ReadMember(target, member);
                    flow._state = flow._state.Set(owner, member, answer with { Sources = held.Sources, Objects = held.Objects, Parts = held.Parts });
                    flow.Link(owner);
                }
            }
        }

        /// <summary>The values that a function asks about: those without which it does not end normally, and those about which it gives an answer.</summary>
        public (IReadOnlyList<ValueKey> Guarded, IReadOnlyList<ValueKey> Decided) AsksAbout(MethodSummary summary)
        {
            _bodies.Add(method);
            return KnownTypes.IsTask(method.ReturnType) ? ([], []) : (summary.Guarded.SelectMany(KeysOf).ToList(), summary.Returned.DecidedAbout.SelectMany(KeysOf).ToList());
        }

        /// <summary>A call into which nothing goes. What it gives back may still be something of the method's own.</summary>
        public AbstractValue Plain(IReadOnlyList<IMethodSymbol> bodies)
            => AbstractValue.Of(_result) with
            {
                Sources = KnownTypes.CanHoldCode(method.ReturnType)
                    ? bodies.Select(body => (Source)new IncomingSource(IncomingKind.Return, body.OriginalDefinition, MemberPath.Empty)).ToImmutableHashSet()
                    : ImmutableHashSet<Source>.Empty,
            };

        /// <summary>The delegates among the arguments: when does the method call them?</summary>
        private void HandOver(IReadOnlyList<(IMethodSymbol Body, MethodSummary Summary)> summaries)
        {
            if (!flow._recording)
            {
                return;
            }

            foreach (var argument in arguments)
            {
                // `params Action[]`: those in it.
                var given = KnownTypes.IsOfDelegates(argument.Parameter?.Type) ? flow.ReadMember(argument.Value, Member.Elements) : argument.Value;
                if (given.Delegates.IsEmpty && !flow.IncomingDelegates(given).Any())
                {
                    continue;
                }

                flow.NoteHandOver(given, EvaluatedAtCallsOf(argument.Parameter, summaries));
            }
        }

        /// <summary>What the lambdas among the arguments do to the variables around them: <c>InTransaction(() => code = "M0076")</c>.</summary>
        private void RunCallbacks(IReadOnlyList<(IMethodSymbol Body, MethodSummary Summary)> summaries)
        {
            if (summaries is [var (body, _)] && arguments.FindAll(argument => argument.Parameter is { } parameter && argument.Value.Delegates.Count == 1 && parameter.Ordinal < body.Parameters.Length
                && flow._context.Analysis.SureWrites.CallsIn(body, flow._context.CancellationToken).Contains(body.Parameters[parameter.Ordinal].OriginalDefinition)) is [var called] && arguments.TrueForAll(argument => argument.Value.Delegates.IsEmpty || argument.Equals(called))
                && called.Value.Delegates.First() is { Lambda: not null } lambda)
            {
                // `Run(() => denied = false)`: it has run.
                flow.RunForEffects(lambda, operation, isCertain: true);
                return;
            }

            foreach (var target in arguments.SelectMany(argument => DelegateTarget.InOrder(argument.Value.Delegates)).Where(target => target.Lambda is not null || target.Method.MethodKind == MethodKind.LocalFunction))
            {
                flow.RunForEffects(target, operation);
            }
        }

        private KeySet? EvaluatedAtCallsOf(IParameterSymbol? parameter, IReadOnlyList<(IMethodSymbol Body, MethodSummary Summary)> summaries)
        {
            var called = summaries.Select(summary => parameter is not null && summary.Summary.Callbacks.TryGetValue(parameter.Ordinal, out var keys) ? keys : null).ToList();

            // Where some of the classes never call it, the receiver's class decides; and that may say what a decision says.
            var byClass = called.Exists(keys => keys is { IsEverything: true }) ? KeySet.Of(SaidBy(receiver)) : KeySet.Empty;
            var evaluated = KeySet.Everything;
            foreach (var keys in called)
            {
                if (keys is null)
                {
                    return null;
                }

                evaluated = evaluated.Intersect(keys.IsEverything ? keys : byClass.Union(KeySet.Of(keys.Keys.SelectMany(EvaluatedBy))));
            }

            return evaluated;
        }

        private IEnumerable<ValueKey> EvaluatedBy(ValueKey key) => key switch
        {
            GivenKey => [key],
            TestedKey { Part: var part } => Resolve(part) is { } tested ? SaidBy(tested) : [],
            _ => KeysOf(key),
        };

        /// <summary>What a value says of decisions.</summary>
        private static IEnumerable<ValueKey> SaidBy(AbstractValue value) => value.IsDecision && !value.IsPending ? value.DecidedAbout.Where(value.Evaluated.Anyway.Contains) : [];

        private static HashSet<ValueKey> Intersect(HashSet<ValueKey> left, HashSet<ValueKey> right)
        {
            left.IntersectWith(right);
            return left;
        }

        /// <param name="own">As what something of the method's own is known here.</param>
        private AbstractValue ValueOf(Outflow outflow, IMethodSymbol body, IncomingSource own)
        {
            var decided = outflow.DecidedAbout.SelectMany(KeysOf).ToImmutableHashSet();
            var decidedIfAny = decided.Union(outflow.DecidedIfAny.SelectMany(KeysOf));
            var byOutcome = outflow.Decided.Select(KeySetOf);
            var decidedAtAll = decidedIfAny.Union(byOutcome.Any);

            flow.NoteAsked(decidedAtAll);
            flow._context.ByChoice.RemoveWhere(said => said.Call == operation.Syntax);
            flow._context.ByChoice.UnionWith(outflow.ByChoice.SelectMany(KeysOf).Select(key => (operation.Syntax, key)));

            // Something that the caller knows under another name, or something new.
            var known = outflow.Key is { } key ? Resolve(key) : null;
            var value = new AbstractValue
            {
                // A default value is no decision, whatever its type.
                Key = outflow.MayBeDefault && decided.IsEmpty && flow._context.Symbols.IsDecision(method.ReturnType) ? new OperationKey(operation.Syntax, OperationKind.DefaultValue) : known?.Key ?? _result,
                Objects = known?.Objects.Add(_result) ?? ImmutableHashSet.Create(_result),
                DecidedAbout = decidedAtAll,
                DecidedBy = decidedAtAll.IsEmpty ? ImmutableHashSet<SyntaxNode>.Empty : ImmutableHashSet.Create(operation.Syntax),
                Evaluated = decidedAtAll.IsEmpty ? Evaluated.Nothing : byOutcome.With(KeySet.Of(decided)).WithIfAny(KeySet.Of(decidedIfAny)),
                Delegates = outflow.Methods,
                Comparisons = ComparisonsIn(outflow),
                Matched = MatchedByCall(outflow.Matched.Itself),
            };
            if (outflow.IsAlwaysThere && value.IsDecision)
            {
                value = value with { Evaluated = value.Evaluated with { WhenNeither = KeySet.Everything } };
            }

            if (outflow.Whole.Select(ResolveGroup).OfType<ValueKey>().ToImmutableHashSet() is { IsEmpty: false } whole)
            {
                flow.SetWhole(_result, whole);
                if (method.Name == "GetEnumerator")
                {
                    flow.StartTurns(_result);
                }
            }

            if (outflow.HasOwn)
            {
                value = value with { Sources = value.Sources.Add(own) };
            }

            if (body.ReturnType.TypeKind == TypeKind.Delegate)
            {
                Capture(body, outflow);
            }

            CopyMembers(outflow);
            List<AbstractValue>? made = null;
            foreach (var (path, from, through) in outflow.Carried)
            {
                var carried = LetThrough(Read(from), through);
                if (path.Length == 0 && outflow.CopyOf.Contains(from))
                {
                    value = value with { Sources = value.Sources.Union(carried.Sources), Copies = value.CopiesWith(carried) };
                }
                else if (path.Length == 0)
                {
                    (made ??= []).Add(carried);
                    value = value with { Sources = value.Sources.Union(carried.Sources), Objects = value.Objects.Union(carried.Objects), Copies = value.CopiesWith(carried) };
                }
                else if (path[path.Length - 1].IsOfCall && !carried.Objects.IsEmpty)
                {
                    Fill(AbstractValue.Of(path.WithoutLast().From(_result)), carried);
                }
                else
                {
                    Put(_result, path, AtEnd(path, carried), outflow.HasOwn ? own : null);
                }
            }

            foreach (var group in outflow.Groups.GroupBy(group => group.At, group => group.Asked))
            {
                flow.MarkGroup(group.Key.From(_result), [.. group], operation);
            }

            if (MatchedByCall(outflow.Matched.Elements) is { IsEmpty: false } matched)
            {
                var elements = flow.ReadMember(value, Member.Elements);
                flow._state = flow._state.Set(_result, Member.Elements, elements with { Matched = elements.Matched.Union(matched) });
            }

            // `line.Text()`: what is in the text is known by the name that it has in the line.
            return made is null ? value : value with { Parts = AbstractValue.PartsIn(made) };
        }

        /// <summary>The call is a comparison, where what it gives tells of one.</summary>
        private ImmutableHashSet<ComparisonOutcome> ComparisonsIn(Outflow outflow)
            => outflow.Comparisons.IsEmpty || KnownTypes.IsTask(method.ReturnType) ? ImmutableHashSet<ComparisonOutcome>.Empty
                : outflow.Comparisons.Select(comparison => flow.Noted(comparison with { Syntax = operation.Syntax, Left = Side(comparison.Left), Right = Side(comparison.Right) }, isFollowed: true)).ToImmutableHashSet();

        /// <summary>What the method filtered, the call let through.</summary>
        private ImmutableHashSet<Match> MatchedByCall(ImmutableHashSet<Match> matched)
            => matched.IsEmpty ? matched : matched.Select(match => match with { Comparison = operation.Syntax }).ToImmutableHashSet();

        private ValueKey? Side(ValueKey? key) => key is null or ConstantKey ? key : Resolve(key)?.Key;

        /// <summary>Of a copy: each member holds what the original's holds now, but for those that the method wrote.</summary>
        private void CopyMembers(Outflow outflow)
        {
            foreach (var (member, held) in outflow.CopyOf.SelectMany(original => flow.CopiedMembers(Read(original), TypeOf(original), _result)).Where(copied => !outflow.Rewritten.Contains(copied.Member))
                .Concat(outflow.Rewritten.Select(member => (member, AbstractValue.Of(new MemberKey(_result, member))))).ToList())
            {
                flow._state = flow._state.Set(_result, member, flow._state.Heap.TryGetValue((_result, member), out var other) ? other.CombinedWith(held) : held);
            }

            static ITypeSymbol? TypeOf(IncomingSource source) => source.Last is { } member ? member.Type : source.Symbol is IParameterSymbol parameter ? parameter.Type : source.Symbol as ITypeSymbol;
        }

        private KeySet KeySetOf(KeySet keys) => keys.IsEmpty || keys.IsEverything ? keys : KeySet.Of(keys.Keys.SelectMany(KeysOf));

        /// <summary>A delegate that a method gives back may know what the method got: by name only, since where that gets to the method's own flow shows.</summary>
        private void Capture(IMethodSymbol body, Outflow outflow)
        {
            foreach (var (parameter, key) in outflow.Captured)
            {
                if ((key is ConstantKey ? key : Resolve(key)?.Key) is { } known)
                {
                    Put(_result, MemberPath.Empty.Append(Member.Of(parameter)), new AbstractValue { Key = known });
                }
            }

            foreach (var argument in arguments)
            {
                if (argument.Parameter is { } parameter && parameter.Ordinal < body.Parameters.Length && argument.Value.Key is { } key)
                {
                    Put(_result, MemberPath.Empty.Append(Member.Of(body.Parameters[parameter.Ordinal])), new AbstractValue { Key = key });
                }
            }
        }

        private void LeaveOut(IMethodSymbol body, int ordinal, Outflow outflow)
        {
            foreach (var argument in arguments)
            {
                if (argument.Parameter?.Ordinal == ordinal)
                {
                    var value = ValueOf(outflow, body, OwnIn(body, ordinal));
                    flow.Assign(argument.Operation, value.Key == _result ? value with { Key = new OperationKey(argument.Operation.Syntax, argument.Operation.Kind, 1) } : value);
                }
            }
        }

        /// <summary>What a call leaves in one of its <c>out</c> parameters, for a call that the language makes.</summary>
        public AbstractValue Left(IMethodSymbol body, MethodSummary summary, int ordinal)
            => summary.Outs.TryGetValue(ordinal, out var outflow) ? ValueOf(outflow, body, OwnIn(body, ordinal)) : AbstractValue.Unknown;

        /// <summary>All that a call may give that nobody makes here, but whoever has the object may make.</summary>
        public AbstractValue Shown(IMethodSymbol body, MethodSummary summary)
            => summary.Outs.Aggregate(
                KnownTypes.CanHoldCode(body.ReturnType) ? ValueOf(summary.Returned, body, new IncomingSource(IncomingKind.Return, body.OriginalDefinition, MemberPath.Empty)) : AbstractValue.Unknown,
                (all, left) => all.CombinedWith(ValueOf(left.Value, body, OwnIn(body, left.Key))));

        private static IncomingSource OwnIn(IMethodSymbol body, int ordinal) => new(IncomingKind.Out, body.Parameters[ordinal].OriginalDefinition, MemberPath.Empty);

        private void Store(MethodSummary summary)
        {
            // All is read before anything is written: what the method stores are values as they were when it was called, whatever the order.
            var writes = new List<(AbstractValue Target, Member Member, AbstractValue Value)>();
            foreach (var (into, from, through) in summary.Stored)
            {
                flow._context.Budget.Spend(4);
                var target = into.Kind == IncomingKind.This ? receiver : ArgumentFor(into.Symbol);
                for (var i = 0; i < into.Path.Length - 1; i++)
                {
                    target = ObjectIn(target, into.Path[i]);
                }

                var value = AtEnd(into.Path, LetThrough(Read(from), through));
                if (!value.Sources.IsEmpty || !value.Objects.IsEmpty || !value.Delegates.IsEmpty || value.IsDecision || value.Key is ConstantKey)
                {
                    writes.Add((target, into.Path[into.Path.Length - 1], value));
                }
            }

            foreach (var (target, _, value) in writes)
            {
                flow.LinkAll(target, value);
            }

            foreach (var (target, member, value) in writes)
            {
                if (member.IsOfCall && !value.Objects.IsEmpty)
                {
                    Fill(target, value);
                    continue;
                }

                if (member == Member.Elements)
                {
                    // At which index, nobody can tell.
                    flow.Rearranged(target);
                }

                flow.WriteMember(target, member, value, operation, weak: true);
            }
        }

        /// <summary>What a lambda of this body puts into the object that it is given: the method gave it this one.</summary>
        private void Fill(AbstractValue target, AbstractValue given)
        {
            foreach (var pair in given.Objects.SelectMany(o => flow._state.Heap.Of(o)).ToList())
            {
                flow.WriteMember(target, pair.Key, pair.Value, operation, weak: true);
            }
        }

        /// <summary>The object in a member into which the method has put something: where there was none so far, it is one that the method made.</summary>
        private AbstractValue ObjectIn(AbstractValue owner, Member member)
        {
            var value = flow.ReadMember(owner, member);
            if (!value.Objects.IsEmpty)
            {
                return value;
            }

            foreach (var o in owner.Objects.Where(o => o.Depth < 4))
            {
                var made = AbstractValue.Of(new MemberKey(o, member));
                flow.PutBeside(o, member, made);
            }

            return flow.ReadMember(owner, member);
        }

        /// <summary>What sits as deep as paths go may sit deeper: where in what is there, nobody can tell any more.</summary>
        private AbstractValue AtEnd(MemberPath path, AbstractValue value) => path.IsFull ? value with { Sources = flow.Inside(value) } : value;

        /// <param name="own">Of a whole in which something of the method's own may sit, too: as what that is known here.</param>
        private void Put(ValueKey target, MemberPath path, AbstractValue value, IncomingSource? own = null)
        {
            for (var i = 0; i < path.Length - 1; i++)
            {
                var inner = new MemberKey(target, path[i]);
                own = own?.Of(path[i]) as IncomingSource;
                if (!flow._state.Heap.TryGetValue((target, path[i]), out var held))
                {
                    flow._state = flow._state.Set(target, path[i], WithOwn(AbstractValue.Of(inner)));
                }
                else if (!held.Objects.Contains(inner))
                {
                    // A copy of what came in, in which the method has put something else.
                    flow._state = flow._state.Set(target, path[i], held with { Objects = held.Objects.Add(inner) });
                }

                target = inner;
            }

            var last = path[path.Length - 1];
            own = own?.Of(last) as IncomingSource;
            value = WithOwn(value);
            flow._state = flow._state.Set(target, last, flow._state.Heap.TryGetValue((target, last), out var old) ? old.CombinedWith(value) : value);

            AbstractValue WithOwn(AbstractValue part) => own is null ? part : part with { Sources = part.Sources.Add(own) };
        }

        /// <summary>A value, of whose members some were let through before the method handed it on: what was in them is a copy of its own.</summary>
        private AbstractValue LetThrough(AbstractValue value, MemberPaths members)
        {
            if (members.IsEmpty)
            {
                return value;
            }

            var now = flow._state;
            flow._state = _before;
            var inside = flow.Reach(value).Where(found => found.Inside.Length > 0 && members.Covers(found.Inside)).Select(found => new CopiedSource(Source.Origin(found.Source), operation.Syntax) { Inside = found.Inside, LetThrough = members }).ToImmutableHashSet();
            flow._state = now;
            return value with
            {
                Sources = value.Sources.Select(source => (Source)CopiedSource.Through(source, operation.Syntax, members)).ToImmutableHashSet(),
                Copies = value.Copies.Where(copy => !inside.Any(through => through.Original.Equals(copy.Original))).Concat(inside).ToImmutableHashSet(),
            };
        }

        private AbstractValue Read(IncomingSource source)
        {
            if (source.Kind == IncomingKind.Out)
            {
                return AbstractValue.Of(new OperationKey(operation.Syntax, operation.Kind, 2)) with { Sources = ImmutableHashSet.Create<Source>(source) };
            }

            var value = source.Kind == IncomingKind.This ? receiver : ArgumentFor(source.Symbol);
            for (var i = 0; i < source.Path.Length; i++)
            {
                value = source.Path[i].IsOfCall && !value.Delegates.IsEmpty ? ResultOf(value, source.Path[i]) : flow.ReadMember(value, source.Path[i]);
            }

            return value;
        }

        /// <summary>What the method may have got from calling a delegate that it was given, or has in an object that it gave to one.</summary>
        private AbstractValue ResultOf(AbstractValue delegates, Member member)
        {
            var result = AbstractValue.Unknown;
            foreach (var target in DelegateTarget.InOrder(delegates.Delegates))
            {
                var given = target.Method.Parameters.Select(GivenByOthers).ToList();
                var returned = flow.RunUncertain(target, given, operation, out _, flow._context.Record.UsesOf(target));
                var filled = target.Method.Parameters.FirstOrDefault(parameter => parameter.RefKind == RefKind.None && Member.Left(parameter.Ordinal).Equals(member));
                result = result.CombinedWith(filled is null ? returned : AbstractValue.Of(new SymbolKey(filled)));
            }

            return result;
        }

        private AbstractValue ArgumentFor(ISymbol parameter)
        {
            if (@delegate is not null && !_bodies.Contains(parameter.ContainingSymbol))
            {
                return flow.ReadMember(@delegate, Member.Of(parameter));
            }

            foreach (var argument in arguments)
            {
                if (parameter is IParameterSymbol p && argument.Parameter?.Ordinal == p.Ordinal)
                {
                    return argument.Value;
                }
            }

            return AbstractValue.Unknown;
        }

        /// <summary>A value of the method's in the caller's terms; null for one of its own.</summary>
        private AbstractValue? Resolve(ValueKey key) => key switch
        {
            SymbolKey { Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol } parameter } => ArgumentFor(parameter),
            SymbolKey { Symbol: INamedTypeSymbol } => receiver,
            MemberKey member => Resolve(member.Owner) is { } owner ? flow.ReadMember(owner, member.Member) : null,
            CodeKey => new AbstractValue { Key = key },
            ElementKey element => Resolve(element.Collection) is { } collection && (element.Index is ConstantKey ? new AbstractValue { Key = element.Index } : Resolve(element.Index)) is { } index && flow.ElementKeyOf(collection, [index]) is { } at
                ? flow.ReadElement(collection, [index]) with { Key = at } : null,
            _ => null,
        };

        /// <summary>The name of a group in the caller's terms.</summary>
        private ValueKey? ResolveGroup(ValueKey key)
            => key is not MemberKey member ? null
                : IsGroupOf(member) ? Resolve(member.Owner) is { Objects.Count: 1 } owner ? NameOfAll(owner, owner.Objects.First()) is MemberKey { Owner: var collection } ? new MemberKey(collection, member.Member) : null : null
                : ResolveGroup(member.Owner) is { } outer ? new MemberKey(outer, member.Member) : null;

        /// <summary>Of a collection that is in each element of which the caller gives one after the other: all elements of all these.</summary>
        private IEnumerable<ValueKey> ResolveInside(ValueKey key)
            => key is not MemberKey member ? []
                : !IsGroupOf(member) ? ResolveInside(member.Owner).Select(outer => new MemberKey(outer, member.Member))
                : member.Member == Member.Each && Resolve(member.Owner) is { } collection ? flow.WholeOfEach(collection).Where(MemberKey.IsInsideTurns) : [];

        private static bool IsGroupOf(MemberKey member) => !MemberKey.IsGroup(member.Owner) && (member.Member == Member.Each || member.Member == Member.Kept);

        /// <summary>What the one decision is about that is known to be in the object on which the method is called; null where none is known, or several are.</summary>
        private IEnumerable<ValueKey>? StoredInReceiver()
        {
            if (receiver.Objects.Count != 1)
            {
                return null;
            }

            var stored = flow._state.Heap.Of(receiver.Objects.First()).Where(pair => flow._context.Symbols.IsDecision(pair.Key.Type)).Select(pair => pair.Value).ToList();
            return stored is not [var only] ? null : only.IsDecision ? only.DecidedAbout : IsNothing(only.Key) ? [] : null;
        }

        /// <summary>What the decisions are about that a parameter gets is what all callers give together; this one gives a decision about something else.</summary>
        private bool IsOfOtherCalls(ValueKey key)
        {
            var given = arguments.Where(argument => argument.Value is { IsDecision: true, IsPending: false } && argument.Parameter is { } parameter && flow._context.Symbols.IsDecision(parameter.Type)).ToList();
            return given.Count > 0 && !given.Exists(argument => argument.Value.DecidedAbout.Contains(key) || argument.Value.DecidedAbout.Contains(AnyKey.Instance))
                && given.Exists(argument => flow._context.Analysis.StoredDecisions.AboutOf(argument.Parameter!, flow._context.CancellationToken)?.Contains(key) == true);
        }

        private IEnumerable<ValueKey> KeysOf(ValueKey key)
        {
            if (key is AnyKey)
            {
                // A decision that came in as an argument: what it is about, the caller may know.
                var passed = arguments.Where(argument => argument.Value.IsDecision && flow._context.Symbols.IsDecision(argument.Parameter?.Type)).SelectMany(argument => argument.Value.DecidedAbout).ToList();
                if (receiver.IsDecision && !method.IsStatic)
                {
                    // An extension member of the decision.
                    passed.AddRange(receiver.DecidedAbout);
                }

                return passed.Count > 0 ? passed : StoredInReceiver() ?? [key];
            }

            if (key is LinedKey lined)
            {
                return KeysOf(lined.About).Select(about => new LinedKey(about));
            }

            if (MemberKey.IsGroup(key))
            {
                return ResolveGroup(key) is { } group ? ResolveInside(key).Prepend(group) : ResolveInside(key);
            }

            return key is CodeKey or ConstantKey ? IsOfOtherCalls(key) ? [] : [key] : Resolve(key) is { Key: { } mapped } value ? TurnsOf(value).Prepend(mapped) : [];
        }
    }
}
