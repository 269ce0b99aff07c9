namespace ProloCodebook.Generation;

/// <summary>The names of the generator's steps; tests assert by them what an edit makes run again.</summary>
internal static class TrackingNames
{
    public const string Files = nameof(Files);
    public const string Sources = nameof(Sources);
    public const string Policies = nameof(Policies);
    public const string Codebook = nameof(Codebook);
    public const string Settings = nameof(Settings);
    public const string Target = nameof(Target);
    public const string FixedFiles = nameof(FixedFiles);
    public const string PolicyFiles = nameof(PolicyFiles);
}
