using System.Globalization;
using MediAgents.ModelServer;

var port = 8090;
var name = "hello";
for (var at = 0; at + 1 < args.Length; at += 2)
{
    if (args[at] == "--port" && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var given))
        port = given;
    else if (args[at] == "--script")
        name = args[at + 1];
}

if (args.Length % 2 != 0 || Scripts.Find(name) is not { } script)
{
    await Console.Error.WriteLineAsync($"usage: --port N --script {string.Join('|', Scripts.Names)}");
    return 2;
}

await using var server = await ScriptedModelServer.StartAsync(port);
server.Answer(script);
Console.WriteLine($"scripted model server, script {name}: OPENAI_BASE_URL={server.BaseUrl}");
await server.WaitAsync(CancellationToken.None);
return 0;
