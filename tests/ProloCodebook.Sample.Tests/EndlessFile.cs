namespace ClaimScrubber.Tests;

/// <summary>A beginning, and then the same text over and over.</summary>
internal sealed class EndlessFile(string start, string repeated) : TextReader
{
    private string current = start;
    private int position;

    public override int Peek() => current[position];

    public override int Read()
    {
        var character = current[position];
        position++;
        if (position == current.Length)
        {
            current = repeated;
            position = 0;
        }

        return character;
    }
}
