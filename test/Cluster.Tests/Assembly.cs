// Each class has a cluster of its own, of four processes: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
