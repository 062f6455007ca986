namespace MediAgents.Grains.Cluster.Tests.Calls;

/// <summary>Changes something: asked twice it would twice.</summary>
public sealed record Change : IGrainRequest<string>;

/// <summary>Asks for the same, however often.</summary>
public sealed record Look : IGrainRequest<string>, IRepeatable;

/// <summary>Counts on from a number, and can be taken up after any.</summary>
public sealed record CountFrom(int After) : IResumableStream<int>
{
    IResumableStream<int> IResumableStream<int>.After(int last) => new CountFrom(last);
}

/// <summary>Says words that cannot be taken up.</summary>
public sealed record Tell : IGrainStreamRequest<int>;
