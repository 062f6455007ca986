using System.Runtime.CompilerServices;
using Orleans;

namespace MediAgents.Bench.Hosting;

/// <summary>The content of a <see cref="Letter"/>, written by Orleans' own serializer.</summary>
[GenerateSerializer]
public sealed record BareLetter(string Text, BareParagraph[] Paragraphs)
{
    public static BareLetter Of(Letter letter) =>
        new(letter.Text, [.. letter.Paragraphs.Select(one => new BareParagraph(one.Id, one.Title, one.Text, one.Weight))]);
}

/// <inheritdoc cref="Paragraph"/>
[GenerateSerializer]
public sealed record BareParagraph(string Id, string Title, string Text, double Weight);

/// <inheritdoc cref="Word"/>
[GenerateSerializer]
public sealed record BareWord(string Text);

/// <summary>The same as <see cref="Letters"/>, with nothing of ours.</summary>
public interface IBareLetters : IGrainWithStringKey
{
    ValueTask<BareLetter> AskAsync(BareLetter letter, CancellationToken cancellationToken);

    IAsyncEnumerable<BareWord> SpellAsync(int words, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IBareLetters"/>
public sealed class BareLetters : Orleans.Grain, IBareLetters
{
    public ValueTask<BareLetter> AskAsync(BareLetter letter, CancellationToken cancellationToken) => new(letter);

    public async IAsyncEnumerable<BareWord> SpellAsync(int words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < words; i++)
        {
            await Task.Yield();
            yield return new BareWord(Sample.Word);
        }
    }
}
