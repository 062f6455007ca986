using System.Runtime.InteropServices;

namespace MediAgents.Grains.Embedded.Statistics;

/// <summary>Counts turns and streams of one kind. Writers on different processors touch different cache lines.</summary>
internal sealed class TurnCounters
{
    private readonly Stripe[] stripes = new Stripe[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount)];

    public void Count(long elapsedTicks, bool failed)
    {
        ref var stripe = ref stripes[Thread.GetCurrentProcessorId() & (stripes.Length - 1)];
        Interlocked.Increment(ref stripe.Calls);
        Interlocked.Add(ref stripe.Ticks, elapsedTicks);
        if (failed)
        {
            Interlocked.Increment(ref stripe.Failures);
        }
    }

    /// <summary>Calls, failures and summed duration in ticks of the clock that measured it.</summary>
    public (long Calls, long Failures, long Ticks) Read()
    {
        var (calls, failures, ticks) = (0L, 0L, 0L);
        for (var i = 0; i < stripes.Length; i++)
        {
            calls += Interlocked.Read(ref stripes[i].Calls);
            failures += Interlocked.Read(ref stripes[i].Failures);
            ticks += Interlocked.Read(ref stripes[i].Ticks);
        }

        return (calls, failures, ticks);
    }

    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Stripe
    {
        public long Calls;
        public long Failures;
        public long Ticks;
    }
}
