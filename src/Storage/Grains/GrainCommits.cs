using MediAgents.Grains.Hosting;

namespace MediAgents.Storage.Grains;

/// <summary>What every store asks of a commit before it writes it.</summary>
internal static class GrainCommits
{
    /// <exception cref="ArgumentException">Version, journal length and entries contradict each other.</exception>
    public static void Check(GrainCommit commit)
    {
        var (_, expectedVersion, grain, appended, _) = commit;
        if (expectedVersion < 0 || grain.Version != expectedVersion + 1)
            throw new ArgumentException("The version is not the one after the expected.", nameof(commit));
        var first = grain.JournalLength - appended.Count + 1;
        if (first < 1 || (expectedVersion == 0 && first != 1))
            throw new ArgumentException("The journal is shorter than what is appended, or a new grain's begins in the middle.", nameof(commit));
        for (var i = 0; i < appended.Count; i++)
        {
            if (appended[i].Seq != first + i)
                throw new ArgumentException("The entries are not contiguous up to the journal's length.", nameof(commit));
        }
    }
}
