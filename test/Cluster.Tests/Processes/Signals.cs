using System.Runtime.InteropServices;

namespace MediAgents.Cluster.Tests.Processes;

/// <summary>What Linux can be asked to tell a process.</summary>
internal static class Signals
{
    private const int Terminate = 15, Continue = 18, Stop = 19;

    /// <summary>The orderly end.</summary>
    public static void SendTerminate(int process) => Send(process, Terminate).ShouldBe(0);

    /// <summary>The process stands still, its connections open, until told to continue.</summary>
    public static void SendStop(int process) => Send(process, Stop).ShouldBe(0);

    public static void SendContinue(int process) => Send(process, Continue).ShouldBe(0);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Send(int process, int signal);
}
