namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyTable.Injected: the agents and products of a service line.</summary>
internal static class InjectedEmitter
{
    public static string Emit(Target target)
    {
        const string List = "global::System.Collections.Generic.IReadOnlyList";
        const string Collection = "global::System.Collections.ObjectModel.ReadOnlyCollection";
        const string Enumerable = "global::System.Collections.Generic.IEnumerable";
        var q = target.Q;
        return target.TablePart($$"""
            internal static readonly {{List}}<Agent> NoAgents = new {{Collection}}<Agent>(new Agent[0]);

            internal static readonly {{List}}<Product> NoProducts = new {{Collection}}<Product>(new Product[0]);

            /// <summary>What a service line names as injected.</summary>
            {{target.GeneratedType}}
            internal sealed class Injected
            {
                internal readonly {{List}}<Agent> Agents;
                internal readonly {{List}}<Product> Products;

                private Injected({{List}}<Agent> agents, {{List}}<Product> products)
                {
                    Agents = agents;
                    Products = products;
                }

                /// <summary>Null where nothing is named.</summary>
                internal static Injected{{q}} Of({{Enumerable}}<Agent>{{q}} agents, {{Enumerable}}<Product>{{q}} products)
                {
                    if (agents == null && products == null)
                    {
                        return null;
                    }

                    return new Injected(
                        agents == null ? NoAgents : new {{Collection}}<Agent>(new global::System.Collections.Generic.List<Agent>(agents)),
                        products == null ? NoProducts : new {{Collection}}<Product>(new global::System.Collections.Generic.List<Product>(products)));
                }

                /// <summary>The number of what is meant: of all that is named, that which comes first in the policy.</summary>
                /// <param name="numbersOfAgents">By agent, the policy's number for it.</param>
                /// <param name="numbersOfProducts">By product, the policy's number for it.</param>
                internal int First(ushort[] numbersOfAgents, ushort[] numbersOfProducts)
                {
                    int first = numbersOfAgents[0];
                    for (int i = 0; i < Agents.Count; i++)
                    {
                        int agent = (int)Agents[i];
                        if ((uint)agent < (uint)numbersOfAgents.Length && numbersOfAgents[agent] < first)
                        {
                            first = numbersOfAgents[agent];
                        }
                    }

                    for (int i = 0; i < Products.Count; i++)
                    {
                        int product = (int)Products[i];
                        if ((uint)product < (uint)numbersOfProducts.Length && numbersOfProducts[product] < first)
                        {
                            first = numbersOfProducts[product];
                        }
                    }

                    return first;
                }
            }
            """);
    }
}
