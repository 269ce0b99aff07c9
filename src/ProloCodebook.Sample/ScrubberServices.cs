using ClaimScrubber.Scrubbing;
using Microsoft.Extensions.DependencyInjection;
using ProloCodebook;

namespace ClaimScrubber;

/// <summary>The program's services. The policy is one of them, so that a test, or a payer's own evaluator, can take its place.</summary>
internal static class ScrubberServices
{
    public static IServiceCollection AddScrubber(this IServiceCollection services) => services
        .AddSingleton<IPolicyEvaluator>(PolicyEvaluator.Instance)
        .AddSingleton<Scrubber>()
        .AddSingleton<ClaimFileScrub>();
}
