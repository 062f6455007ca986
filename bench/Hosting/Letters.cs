using System.Runtime.CompilerServices;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Silo.Hosting;
using Orleans;
using Grain = MediAgents.Grains.Hosting.Grain;

namespace MediAgents.Bench.Hosting;

/// <summary>What is sent and what comes back: alike, of about 1 KB.</summary>
public sealed record Letter(string Text, IReadOnlyList<Paragraph> Paragraphs) : IGrainRequest<Letter>
{
    /// <summary>One text of 1,000 letters.</summary>
    public static Letter OfText { get; } = new(Sample.Text(1_000), []);

    /// <summary>Four paragraphs with their names and weights, 1,000 letters together.</summary>
    public static Letter OfParts { get; } = new(
        Sample.Text(80),
        [.. Enumerable.Range(1, 4).Select(i => new Paragraph($"p{i}", Sample.Text(28), Sample.Text(200), i / 7.0))]);
}

/// <summary>A part of a letter.</summary>
public sealed record Paragraph(string Id, string Title, string Text, double Weight);

/// <summary>Asks for a stream of words.</summary>
public sealed record Spell(int Words) : IGrainStreamRequest<Word>;

/// <summary>An item of a stream, as small as a model's token.</summary>
public sealed record Word(string Text);

/// <summary>A grain of ours: sends back what it is sent, and spells as slowly as a model, an item at a time.</summary>
public sealed class Letters : Grain, IAnswer<Letter, Letter>, IStream<Spell, Word>
{
    internal static GrainKind Kind { get; } = new("letters", typeof(Letters), _ => new Letters(), "Sends back what it is sent.", []);

    public ValueTask<Letter> AnswerAsync(Letter request, CancellationToken cancellationToken) => new(request);

    public async IAsyncEnumerable<Word> StreamAsync(Spell request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < request.Words; i++)
        {
            await Task.Yield();
            yield return new Word(Sample.Word);
        }
    }
}

/// <summary>The same in a cluster.</summary>
[GrainType("letters")]
public sealed class LettersHost(SiloGrains silo) : HostingGrain<Letters>(silo);
